"""What is typed about a goal: what is to be reached, by which figure and when; and how it ended."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.delivery.goals.models import Goal
from rapport.delivery.goals.set_goal import FIELDS
from rapport.desk.fields import DayField, PlainForm, once_field
from rapport.desk.goals.figures import FigureField


class GoalForm(PlainForm):
    title = forms.CharField(
        max_length=200,
        label=_("What is to be reached"),
        help_text=_("Such as: 40 bookings a month from search by June."),
    )
    aim = forms.CharField(
        required=False,
        max_length=5000,
        label=_("What it is good for in their business"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    metric = forms.CharField(
        required=False,
        max_length=80,
        label=_("Which figure tells"),
        widget=forms.TextInput(attrs={"list": "metrics", "autocomplete": "off"}),
    )
    unit = forms.CharField(required=False, max_length=20, label=pgettext_lazy("figure", "Unit"))
    baseline = FigureField(required=False, label=_("Where it stands today"))
    target = FigureField(required=False, label=_("Where it is to stand"))
    criteria = forms.CharField(
        required=False,
        max_length=5000,
        label=_("How one will know, where no figure says it"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    since = DayField(required=False, label=_("From"))
    due = DayField(required=False, label=_("Until"))
    once = once_field()
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)

    @classmethod
    def of(cls, goal: Goal, data: Any = None) -> GoalForm:
        form = cls(data, initial={**written(goal), "version": goal.version})
        del form.fields["once"]
        return form

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}


def written(goal: Goal) -> dict[str, Any]:
    """A goal as the form has it; compared with what was sent when two edit at once."""
    return {name: getattr(goal, name) for name in FIELDS}


class EndForm(PlainForm):
    state = forms.ChoiceField(
        choices=[choice for choice in Goal.State.choices if choice[0] != Goal.State.OPEN],
        label=_("How it ended"),
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        required=False, max_length=2000, label=_("What came of it, and why"), widget=forms.Textarea(attrs={"rows": 2})
    )
