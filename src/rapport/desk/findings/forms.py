"""What is typed about a finding: whom to ask by when, what is known of it, why it was no alarm."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.agency.models import Member
from rapport.delivery.tasks.calendars import instant_of, of_member
from rapport.delivery.tasks.doers import doers
from rapport.desk.fields import DayField, PlainForm
from rapport.journal import clock
from rapport.portfolio.models import Client
from rapport.results.findings.settle import LONGEST


class AskForm(PlainForm):
    member = forms.ModelChoiceField(Member.objects.none(), label=gettext_lazy("Who does it"))
    due = DayField(label=gettext_lazy("Done by"))
    words = forms.CharField(
        required=False, max_length=2_000, label=gettext_lazy("More words"), widget=forms.Textarea(attrs={"rows": 2})
    )
    knowing = forms.BooleanField(required=False, label=gettext_lazy("Hand it over all the same"))

    def __init__(self, *args: Any, client: Client, by: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = doers(client, by).here
        field: Any = self.fields["member"]
        field.queryset = Member.objects.filter(pk__in=[one.pk for one in here])
        field.choices = [("", _("choose")), *((one.pk, one.name) for one in here)]
        self.fields["due"].initial = of_member(by).next_working_day(clock.today() + timedelta(days=1))

    def asked(self) -> dict[str, Any]:
        """What `ask_specialist` takes."""
        said = self.cleaned_data
        due: datetime = instant_of(said["due"], None, of_member(said["member"]))
        return {"to": said["member"], "due_at": due, "words": said["words"], "knowing": said["knowing"]}


class KnownForm(PlainForm):
    note = forms.CharField(
        max_length=LONGEST, label=gettext_lazy("Why it is so"), widget=forms.Textarea(attrs={"rows": 2})
    )


class WrongForm(PlainForm):
    note = forms.CharField(
        required=False, max_length=LONGEST, label=gettext_lazy("What it was"), widget=forms.Textarea(attrs={"rows": 2})
    )
