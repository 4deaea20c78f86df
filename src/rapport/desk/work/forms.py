"""The forms of the work: whether so many hours fit, and what a task that comes again is like."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rapport.agency.models import Member
from rapport.catalogue.models import Service
from rapport.delivery.goals.models import Goal
from rapport.delivery.tasks.begin_recurrence import MOST_DAYS_BEFORE
from rapport.delivery.tasks.doers import doers
from rapport.delivery.tasks.write import LIMITS
from rapport.desk.fields import DayField, PlainForm
from rapport.desk.meetings.forms import EVERY, WEEKDAYS, WITHIN, rhythm_of
from rapport.desk.tasks.forms import HoursField, LinesField
from rapport.portfolio.models import Client, Engagement


class FitForm(PlainForm):
    """So many hours, by a day, for somebody."""

    hours = HoursField(label=_("Hours"), min_value=Decimal("0.25"), max_value=Decimal(2000))
    due = DayField(label=_("By"))
    member = forms.ModelChoiceField(Member.objects.none(), label=_("Who"), empty_label=_("choose"))

    def __init__(self, *args: Any, people: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["member"]
        field.queryset = Member.objects.filter(pk__in=[one.pk for one in people])  # type: ignore[attr-defined]
        field.choices = [("", field.empty_label), *((one.pk, one.name) for one in people)]  # type: ignore[attr-defined]


class RecurrenceForm(PlainForm):
    """A task that comes again: what each one is, who does it, and how often in plain words."""

    title = forms.CharField(max_length=LIMITS["title"], label=_("What is to be done"))
    criteria = forms.CharField(
        max_length=LIMITS["criteria"],
        required=False,
        label=_("How one will know that it is done"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    member = forms.ModelChoiceField(Member.objects.none(), required=False, label=_("Who does it"))
    into_crew = forms.BooleanField(required=False, label=_("They work for this client from now on"))
    every = forms.ChoiceField(label=_("How often"), choices=EVERY, initial="month")
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On"), choices=WEEKDAYS, coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Empty: the weekday of the first one."),
    )  # fmt: skip
    within = forms.ChoiceField(label=_("In the month"), choices=WITHIN, initial="day", required=False)
    first = DayField(label=_("Done for the first time by"))
    until = DayField(label=_("Last day"), required=False)
    days_before = forms.IntegerField(
        label=_("Begins so many days before"), required=False, min_value=0, max_value=MOST_DAYS_BEFORE
    )
    hours = HoursField(required=False, label=_("Working hours"))
    service = forms.ModelChoiceField(Service.objects.none(), required=False, label=_("Service"), empty_label="")
    goal = forms.ModelChoiceField(Goal.objects.none(), required=False, label=_("Which goal it serves"), empty_label="")
    what = forms.CharField(
        max_length=LIMITS["what"], required=False, label=_("More words"), widget=forms.Textarea(attrs={"rows": 2})
    )
    steps = LinesField(label=_("Steps"), help_text=_("One a line."))

    def __init__(self, *args: Any, client: Client | None, by: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = doers(client, by)
        field: Any = self.fields["member"]
        field.queryset = Member.objects.filter(pk__in=[one.pk for one in found.all])
        field.choices = [("", _("nobody yet")), *((one.pk, one.name) for one in found.here)]
        if found.beyond:
            field.choices += [(_("Not working for this client yet"), [(one.pk, one.name) for one in found.beyond])]
        else:
            del self.fields["into_crew"]
        bought = Engagement.objects.current().filter(client=client).values("service")
        chosen = self.initial.get("service") or 0
        some: dict[str, Any] = {
            "service": Service.objects.filter(Q(pk__in=bought) | Q(pk=chosen)),
            "goal": Goal.objects.filter(client=client, state=Goal.State.OPEN),
        }
        for name, rows in some.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        words = super().clean() or {}
        if words.get("every") and words.get("first"):
            words["rule"] = rhythm_of(words).rule()
        return words

    def values(self) -> dict[str, Any]:
        """What `begin_recurrence` and `change_recurrence` take."""
        said = self.cleaned_data
        names = ("title", "criteria", "what", "member", "hours", "service", "goal", "steps", "days_before")
        return {
            "rule": said["rule"], "first": said["first"], "until": said["until"],
            "like": {name: said[name] for name in names}, "into_crew": bool(said.get("into_crew")),
        }  # fmt: skip
