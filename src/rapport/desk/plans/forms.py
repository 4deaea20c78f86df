"""What is typed about plans: what a plan is, what a stage is and when, why it moves, how it ended."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.agency.models import Member
from rapport.catalogue.models import Service
from rapport.delivery.goals.models import Goal
from rapport.delivery.plans.models import Milestone, Plan
from rapport.delivery.plans.stages import Way
from rapport.desk.fields import DayField, PlainForm, once_field
from rapport.desk.promises.forms import of_us
from rapport.portfolio.models import Client
from rapport.ui.formats import day

EARLIER = 100


class PlanForm(PlainForm):
    title = forms.CharField(max_length=200, label=_("What the plan is called"))
    service = forms.ModelChoiceField(
        Service.objects.none(), required=False, label=_("Service it belongs to"), empty_label=_("none or several")
    )
    about = forms.CharField(
        required=False, max_length=5000, label=_("What it is about"), widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = Service.objects.filter(active=True)  # type: ignore[attr-defined]

    @classmethod
    def of(cls, plan: Plan, data: Any = None) -> PlanForm:
        form = cls(data, initial={**written(plan), "version": plan.version})
        if plan.service_id:
            form.fields["service"].queryset |= Service.objects.filter(pk=plan.service_id)  # type: ignore[attr-defined]
        return form

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "service", "about")}


class PlanNewForm(PlanForm):
    like = forms.ModelChoiceField(
        Plan.objects.none(),
        required=False,
        label=_("Begin from an earlier plan"),
        empty_label=_("an empty plan"),
        help_text=_("Its milestones are taken over with their distances and lengths in working days."),
    )
    first = DayField(required=False, label=_("Its first day"), help_text=_("Only for a plan that begins from another."))
    once = once_field()

    def __init__(self, *args: Any, client: Client, by: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = Client.objects.here().visible_to(by)
        rows = Plan.objects.filter(client__in=seen.values("pk"), milestones__deleted_at=None)
        rows = rows.exclude(milestones=None).select_related("client").distinct().order_by("-pk")
        self.rows = list(rows[:EARLIER])
        field = self.fields["like"]
        field.queryset = rows  # type: ignore[attr-defined]
        field.choices = [  # type: ignore[attr-defined]
            ("", _("an empty plan")),
            *((plan.pk, f"{plan.title} · {plan.client.name}") for plan in self.rows),
        ]

    def clean(self) -> dict[str, Any]:
        words = super().clean() or self.cleaned_data
        if words.get("like") and not words.get("first") and "first" not in self.errors:
            self.add_error("first", _("Say on which day it begins."))
        return words


def written(plan: Plan) -> dict[str, Any]:
    """A plan as the form has it; compared with what was sent when two edit at once."""
    return {"title": plan.title, "service": plan.service, "about": plan.about}


class MilestoneForm(PlainForm):
    """What a stage is; its days only when it is new, since later they are moved with a reason."""

    title = forms.CharField(max_length=200, label=_("What is done when it is done"))
    first = DayField(label=_("First day"))
    last = DayField(label=_("Last day"))
    who = forms.ModelChoiceField(
        Member.objects.none(), required=False, label=pgettext_lazy("milestone", "Who does it"), empty_label=""
    )
    goal = forms.ModelChoiceField(
        Goal.objects.none(), required=False, label=_("Which goal it serves"), empty_label=_("none")
    )
    after = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=_("It begins after these are done")
    )
    needs_approval = forms.BooleanField(required=False, label=_("What comes after waits for the client’s yes to it"))
    critical = forms.BooleanField(
        required=False, label=_("Critical: when its day moves, whoever it touches is told at once")
    )
    about = forms.CharField(
        required=False, max_length=5000, label=_("What belongs to it"), widget=forms.Textarea(attrs={"rows": 3})
    )
    once = once_field()
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, client: Client, by: Member, way: Way, this: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.way = way
        people = of_us(client, by)
        goals = Goal.objects.filter(client=client, state=Goal.State.OPEN)
        if this:
            own = way.by_pk[this]
            if own.who_id:
                people = people | Member.objects.filter(pk=own.who_id)
            if own.goal_id:
                goals = goals | Goal.objects.filter(pk=own.goal_id)
        self.fields["who"].queryset = people  # type: ignore[attr-defined]
        self.fields["goal"].queryset = goals  # type: ignore[attr-defined]
        others = [one for one in way.milestones if one.pk != this]
        self.fields["after"].choices = [  # type: ignore[attr-defined]
            (str(one.pk), _("%(title)s, until %(day)s") % {"title": one.title, "day": day(one.last)}) for one in others
        ]
        if not others:
            del self.fields["after"]
        if this:
            for name in ("first", "last", "once"):
                del self.fields[name]

    @classmethod
    def of(cls, milestone: Milestone, by: Member, way: Way, data: Any = None) -> MilestoneForm:
        initial = {**stage_written(milestone, way), "version": milestone.version}
        initial["after"] = [str(one.pk) for one in initial["after"]]
        return cls(data, client=milestone.plan.client, by=by, way=way, this=milestone.pk, initial=initial)

    def values(self) -> dict[str, Any]:
        names = ("title", "about", "who", "goal", "critical", "needs_approval")
        return {name: self.cleaned_data[name] for name in names}

    def wanted(self) -> list[int]:
        return [int(key) for key in self.cleaned_data.get("after", ())]

    def mine(self) -> dict[str, Any]:
        """As `stage_written` has it."""
        keys = set(self.wanted())
        return {**self.values(), "after": [one for one in self.way.milestones if one.pk in keys]}


def stage_written(milestone: Milestone, way: Way) -> dict[str, Any]:
    """A milestone as the form has it; compared with what was sent when two edit at once."""
    names = ("title", "about", "who", "goal", "critical", "needs_approval")
    after = way.stage_of[milestone.pk].after
    return {
        **{name: getattr(milestone, name) for name in names},
        "after": [one for one in way.milestones if one.pk in after],
    }


class MoveForm(PlainForm):
    """Other days; the reason is asked once it is seen what else moves."""

    first = DayField(required=False, label=_("New first day"))
    last = DayField(
        required=False, label=_("New last day"), help_text=_("Empty: it keeps as many working days as it has.")
    )

    def __init__(self, *args: Any, begun: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if begun:
            del self.fields["first"]
            self.fields["last"].required = True
            self.fields["last"].help_text = _("It has begun, so only its end can move.")


class ReasonForm(MoveForm):
    reason = forms.CharField(
        required=False,
        max_length=1000,
        label=_("Why it moves"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stays with the plan. The client does not see it."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class SettleForm(PlainForm):
    reason = forms.CharField(required=False, max_length=1000, label=_("Why the first dates count no more"))


class DropForm(PlainForm):
    note = forms.CharField(max_length=1000, label=_("Why it is dropped"))


class BeginForm(PlainForm):
    despite = forms.CharField(required=False, max_length=1000, label=_("Why it begins all the same"))


class DoneForm(PlainForm):
    on = DayField(required=False, label=_("Done on"), help_text=_("Empty: today."))
