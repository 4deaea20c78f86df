"""What is typed about a start: what begins and when, why work may begin already, why it is dropped."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.desk.colleagues import MemberField, specialists
from rapport.desk.fields import DayField, PlainForm, once_field
from rapport.journal import clock
from rapport.onboarding.starts.models import Start
from rapport.portfolio.models import Client, Engagement


class EngagementField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return " · ".join(filter(None, [obj.service.name, obj.package]))


class StartForm(PlainForm):
    engagement = EngagementField(Engagement.objects.none(), label=_("What begins"), empty_label=None)
    began_on = DayField(label=_("First day"))
    specialist = MemberField(label=_("Specialist"), required=False, empty_label=_("who works for them already"))
    once = once_field()

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, initial={"began_on": clock.today()}, **kwargs)
        begun = Start.objects.filter(client=client).exclude(state=Start.State.DROPPED).values("engagement")
        rows = Engagement.objects.filter(client=client, service__editions__isnull=False).exclude(pk__in=begun)
        self.fields["engagement"].queryset = rows.select_related("service").distinct()  # type: ignore[attr-defined]
        self.fields["specialist"].among(specialists())  # type: ignore[attr-defined]


class ExceptionForm(PlainForm):
    reason = forms.CharField(
        label=_("Why work may begin already"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class DropForm(PlainForm):
    reason = forms.CharField(label=_("Why it is dropped"), max_length=300, required=False)
