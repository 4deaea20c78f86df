"""The head's form for the absence of somebody they lead."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.agency.models import Member
from rapport.desk.absence import AbsenceForm


class TeamAbsenceForm(AbsenceForm):
    member = forms.ModelChoiceField(
        label=gettext_lazy("Who is away"), queryset=Member.objects.none(), empty_label=gettext_lazy("choose")
    )
    field_order = ["member", "first", "last", "cover", "note"]

    def __init__(self, *args: Any, people: QuerySet[Member], may_cover: bool, **kwargs: Any) -> None:
        super().__init__(*args, of=None, may_cover=may_cover, **kwargs)
        self.fields["member"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        words = super().clean() or self.cleaned_data
        if words.get("cover") and words["cover"] == words.get("member"):
            self.add_error("cover", ValidationError(_("Nobody covers for themselves. Choose somebody else.")))
        return words
