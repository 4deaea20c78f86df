"""What is typed about a question: to whom, what, in whose words, by when; and the answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rapport.agency.models import Member, Role
from rapport.conversations.questions.dates import due_for, ours_for
from rapport.desk.colleagues import MemberField, with_roles
from rapport.desk.fields import PlainForm, once_field
from rapport.desk.touchpoints.forms import MomentField
from rapport.portfolio.models import Client, Crew


class AskForm(PlainForm):
    of = MemberField(label=_("Whom you ask"))
    text = forms.CharField(max_length=5000, label=_("What you want to know"), widget=forms.Textarea(attrs={"rows": 3}))
    words = forms.CharField(
        max_length=5000,
        required=False,
        label=_("The client's own words"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("They see this and your question, and nothing else that they could not see before."),
    )
    due = MomentField(required=False, label=_("Their answer by"))
    ours_due = MomentField(required=False, label=_("Ours to the client by"))
    message = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)
    knowing = forms.BooleanField(required=False, label=_("Ask all the same"))
    once = once_field()

    def __init__(self, *args: Any, client: Client, by: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        specialists = with_roles(Role.SPECIALIST).exclude(pk=by.pk)
        of: MemberField = self.fields["of"]  # type: ignore[assignment]
        of.among(specialists)
        if not self.is_bound:
            crew = Crew.objects.current().filter(Q(client=client), member__in=specialists)
            first = crew.select_related("member").order_by("since", "pk").first()
            ours = ours_for(client)
            self.initial.setdefault("ours_due", ours)
            self.initial.setdefault("due", due_for(first.member if first else None, client, ours))
            if first:
                self.initial.setdefault("of", first.member_id)


class AnswerForm(PlainForm):
    answer = forms.CharField(max_length=10_000, label=_("Answer"), widget=forms.Textarea(attrs={"rows": 5}))
