"""What is typed about a conflict: facts and views; the decision; what it cost and taught."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.agency.models import Member, Role, Team
from rapport.delivery.conflicts.models import Conflict
from rapport.delivery.conflicts.note import TEXT, TITLE
from rapport.desk.fields import DayField, FeeField, PlainForm, once_field
from rapport.journal import clock

MOST_HOURS = 100_000


class ConflictForm(PlainForm):
    """Facts first, then each side in its own words: written so that the other side could read it."""

    title = forms.CharField(max_length=TITLE, label=gettext_lazy("What it is about, in a line"))
    began_on = DayField(label=gettext_lazy("Since when"))
    team = forms.ModelChoiceField(Team.objects.none(), label=gettext_lazy("In which team"))
    facts = forms.CharField(
        max_length=TEXT,
        label=gettext_lazy("What happened"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Only what both sides would sign: who, when, what was agreed, what came."),
    )
    ours = forms.CharField(required=False, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 3}))
    theirs = forms.CharField(required=False, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 3}))
    once = once_field()
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, by: Member, with_client: bool, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ours"].label = _("How we see it") if with_client else _("How one side sees it")
        self.fields["theirs"].label = _("How they see it") if with_client else _("How the other side sees it")
        self.fields["theirs"].help_text = _("As they would say it themselves; ask them, if you can.")
        if with_client or not new or not leads_all(by):
            del self.fields["team"]
        else:
            self.fields["team"].queryset = Team.objects.all()  # type: ignore[attr-defined]

    @classmethod
    def of(cls, conflict: Conflict, by: Member, data: Any = None) -> ConflictForm:
        return cls(data, by=by, with_client=conflict.client_id is not None, new=False, initial=written(conflict))

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("once", "version")}


class DecideForm(PlainForm):
    decision = forms.CharField(
        max_length=TEXT, label=gettext_lazy("What is decided"), widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What is done now, by whom and by when."),
    )  # fmt: skip
    right = forms.ChoiceField(
        choices=Conflict.Right.choices, label=gettext_lazy("Who was right"), widget=forms.RadioSelect,
        help_text=gettext_lazy("The client is not always right, and neither are we."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class SettleForm(PlainForm):
    lesson = forms.CharField(
        max_length=TEXT, label=gettext_lazy("What we do differently next time"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    cost = FeeField(required=False, label=gettext_lazy("What it cost us in money"))
    currency = forms.CharField(required=False, max_length=3, label=gettext_lazy("Currency"))
    hours = forms.DecimalField(
        required=False, min_value=0, max_value=MOST_HOURS, decimal_places=2, localize=True,
        label=gettext_lazy("What it cost us in hours"),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def clean_currency(self) -> str:
        currency = self.cleaned_data["currency"].strip().upper()
        if currency and (len(currency) != 3 or not (currency.isascii() and currency.isalpha())):
            raise ValidationError(_("A currency has three letters, such as EUR."))
        return str(currency)

    def values(self, otherwise: str) -> dict[str, Any]:
        """What `settle` takes; an empty currency is the agency's."""
        words = self.cleaned_data
        hours: Decimal | None = words["hours"]
        return {
            "lesson": words["lesson"],
            "cost": words["cost"],
            "currency": words["currency"] or otherwise,
            "cost_minutes": round(hours * 60) if hours is not None else None,
            "version": words["version"],
        }


def written(conflict: Conflict) -> dict[str, Any]:
    """A conflict as its form has it."""
    return {name: getattr(conflict, name) for name in ("title", "began_on", "facts", "ours", "theirs", "version")}


def first() -> dict[str, Any]:
    return {"began_on": clock.today()}


def leads_all(member: Member) -> bool:
    return member.is_(Role.HEAD) and not member.team_id
