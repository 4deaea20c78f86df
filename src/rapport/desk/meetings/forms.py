"""The forms of meetings and rhythms: what it is, when, who comes; moving, cancelling, a debrief, an idea."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from rapport.agency.models import Member, Role, Team
from rapport.conversations.meetings.models import Kind
from rapport.conversations.meetings.plan import LONGEST, SHORTEST
from rapport.desk.fields import DayField, PlainForm, once_field
from rapport.desk.members.forms import zone_field
from rapport.journal import clock
from rapport.portfolio.models import Client, Contact, Crew, Keeper
from rapport.reckon.recurring import Rhythm, read

OF_CLIENTS = (Kind.CLIENT, Kind.ONBOARDING, Kind.KPI, Kind.EDUCATION, Kind.CONFERENCE, Kind.OTHER)
OF_TEAMS = (Kind.WEEKLY, Kind.MONTHLY, Kind.KPI, Kind.STAND_UP, Kind.EDUCATION, Kind.CONFERENCE, Kind.OTHER)
WHOSE = [("ours", gettext_lazy("We")), ("theirs", gettext_lazy("The client"))]
EVERY = [
    ("workday", gettext_lazy("Every working day")),
    ("week", gettext_lazy("Every week")),
    ("two_weeks", gettext_lazy("Every second week")),
    ("month", gettext_lazy("Every month")),
    ("quarter", gettext_lazy("Every third month")),
    ("year", gettext_lazy("Every year")),
]
WEEKDAYS = [
    (0, gettext_lazy("Monday")), (1, gettext_lazy("Tuesday")), (2, gettext_lazy("Wednesday")),
    (3, gettext_lazy("Thursday")), (4, gettext_lazy("Friday")), (5, gettext_lazy("Saturday")),
    (6, gettext_lazy("Sunday")),
]  # fmt: skip
WITHIN = [
    ("day", gettext_lazy("on the date of the first one")),
    ("1", gettext_lazy("on the first such weekday")),
    ("2", gettext_lazy("on the second such weekday")),
    ("3", gettext_lazy("on the third such weekday")),
    ("4", gettext_lazy("on the fourth such weekday")),
    ("-1", gettext_lazy("on the last such weekday")),
    ("work1", gettext_lazy("on the first working day")),
    ("work-1", gettext_lazy("on the last working day")),
]


def who_may_come(client: Client | None) -> QuerySet[Member]:
    """Of us: everybody to our own meetings; to a client's whoever may see it."""
    members = Member.objects.filter(is_active=True)
    if client is None:
        return members
    keep = Keeper.objects.current().filter(client=client).values("member")
    crew = Crew.objects.current().filter(client=client).values("member")
    rows = members.filter(Q(pk__in=keep) | Q(pk__in=crew) | Q(team=client.team_id) | Q(team=None))
    heads = [one.pk for one in rows if one.is_(Role.HEAD)]
    return members.filter(Q(pk__in=keep) | Q(pk__in=crew) | Q(pk__in=heads))


def teams_of(member: Member) -> QuerySet[Team]:
    """Whose meetings a member may keep: the own team's; of all, for a head without one."""
    if member.team_id:
        return Team.objects.filter(pk=member.team_id)
    return Team.objects.all() if member.is_(Role.HEAD) else Team.objects.none()


def hour_field(label: Any) -> forms.TimeField:
    field = forms.TimeField(label=label, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    field.error_messages["invalid"] = gettext_lazy("That is no time of day. Write it like 14:30.")
    return field


def minutes_field() -> forms.IntegerField:
    return forms.IntegerField(
        label=gettext_lazy("Minutes"), initial=60,
        widget=forms.NumberInput(attrs={"min": SHORTEST, "max": LONGEST, "step": 5}),
    )  # fmt: skip


class People(PlainForm):
    """Who comes, ours and theirs; a team's meeting names the team."""

    team = forms.ModelChoiceField(
        Team.objects.none(),
        label=gettext_lazy("Team"),
        required=False,
        empty_label=gettext_lazy("no team: who is named"),
    )
    members = forms.ModelMultipleChoiceField(
        Member.objects.none(), label=gettext_lazy("Who of us comes"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    contacts = forms.ModelMultipleChoiceField(
        Contact.objects.none(), label=gettext_lazy("Who of them comes"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, client: Client | None, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.client = client
        self.fields["members"].queryset = who_may_come(client)  # type: ignore[attr-defined]
        if client is not None:
            del self.fields["team"]
            self.fields["contacts"].queryset = client.contacts.filter(deleted_at=None)  # type: ignore[attr-defined]
            self.fields["members"].help_text = _("Whoever may see the client. Others are added to its services first.")
        else:
            del self.fields["contacts"]
            self.fields["team"].queryset = teams_of(member)  # type: ignore[attr-defined]
        kinds = OF_CLIENTS if client is not None else OF_TEAMS
        if "kind" in self.fields:
            self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]

    @property
    def seated(self) -> dict[str, Any]:
        return {
            "members": list(self.cleaned_data["members"]),
            "contacts": list(self.cleaned_data.get("contacts") or ()),
        }


class MeetingForm(People):
    """One meeting. The time is the wall time of the zone that is named."""

    kind = forms.ChoiceField(label=gettext_lazy("What kind"))
    title = forms.CharField(label=gettext_lazy("Title"), max_length=160, required=False)
    day = DayField(label=gettext_lazy("Day"))
    hour = hour_field(gettext_lazy("Time"))
    minutes = minutes_field()
    zone = zone_field(gettext_lazy("Time zone"))
    place = forms.CharField(label=gettext_lazy("Place or link"), max_length=300, required=False)
    began = forms.ChoiceField(label=gettext_lazy("Who wanted it"), choices=WHOSE, initial="ours")
    about = forms.CharField(
        label=gettext_lazy("What it is about"), max_length=5000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    once = once_field()
    field_order = ["kind", "title", "day", "hour", "minutes", "zone", "place", "team", "members", "contacts"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.client is None:
            del self.fields["began"]

    @property
    def local(self) -> datetime:
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"])

    def values(self) -> dict[str, Any]:
        words = self.cleaned_data
        return {
            "local": self.local, "team": words.get("team"), "began": words.get("began") or "ours", **self.seated,
            **{name: words[name] for name in ("kind", "title", "minutes", "zone", "place", "about", "once")},
        }  # fmt: skip


class ChangeForm(People):
    """What a meeting is and who comes; its time has a form of its own."""

    kind = forms.ChoiceField(label=gettext_lazy("What kind"))
    title = forms.CharField(label=gettext_lazy("Title"), max_length=160, required=False)
    place = forms.CharField(label=gettext_lazy("Place or link"), max_length=300, required=False)
    began = forms.ChoiceField(label=gettext_lazy("Who wanted it"), choices=WHOSE)
    about = forms.CharField(
        label=gettext_lazy("What it is about"), max_length=5000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["kind", "title", "place", "members", "contacts", "began", "about"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("team", None)
        if self.client is None:
            del self.fields["began"]


class WhyForm(PlainForm):
    """Whose wish it was, and why."""

    who = forms.ChoiceField(label=gettext_lazy("Whose wish it was"), choices=WHOSE, initial="ours")
    why = forms.CharField(label=gettext_lazy("Why"), max_length=500, required=False)


class TellForm(WhyForm):
    """Also whether those who were invited by mail are told; only asked where somebody was."""

    tell = forms.BooleanField(label=gettext_lazy("Tell those who were invited by mail"), required=False, initial=True)

    def __init__(self, *args: Any, invited: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not invited:
            del self.fields["tell"]

    @property
    def tells(self) -> bool:
        return bool(self.cleaned_data.get("tell"))


class MoveForm(TellForm):
    day = DayField(label=gettext_lazy("New day"))
    hour = hour_field(gettext_lazy("Time"))
    minutes = minutes_field()
    zone = zone_field(gettext_lazy("Time zone"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ["day", "hour", "minutes", "zone", "who", "why", "tell"]

    @property
    def local(self) -> datetime:
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"])


class RhythmForm(People):
    """A rhythm in plain words; what is not said follows from the first day."""

    kind = forms.ChoiceField(label=gettext_lazy("What kind"))
    title = forms.CharField(label=gettext_lazy("Title"), max_length=160, required=False)
    every = forms.ChoiceField(label=gettext_lazy("How often"), choices=EVERY, initial="month")
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On"), choices=WEEKDAYS, coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Empty: the weekday of the first one."),
    )  # fmt: skip
    within = forms.ChoiceField(label=gettext_lazy("In the month"), choices=WITHIN, initial="1", required=False)
    first = DayField(label=gettext_lazy("First day"))
    until = DayField(label=gettext_lazy("Last day"), required=False)
    at_time = hour_field(gettext_lazy("Time"))
    minutes = minutes_field()
    zone = zone_field(gettext_lazy("Time zone"))
    place = forms.CharField(label=gettext_lazy("Place or link"), max_length=300, required=False)
    field_order = [
        "kind", "title", "every", "weekdays", "within", "first", "until", "at_time", "minutes", "zone", "place", "team",
        "members", "contacts",
    ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        words = super().clean() or {}
        if words.get("every") and words.get("first"):
            words["rule"] = rhythm_of(words).rule()
        return words

    def values(self) -> dict[str, Any]:
        words = self.cleaned_data
        names = ("kind", "title", "rule", "first", "until", "at_time", "minutes", "zone", "place")
        return {**{name: words[name] for name in names}, **self.seated}


def rhythm_of(words: dict[str, Any]) -> Rhythm:
    """What was ticked as a rhythm; a weekday or a date that was not named is that of the first day."""
    first: date = words["first"]
    named = tuple(words.get("weekdays") or (first.weekday(),))
    every, within = words["every"], words.get("within") or "day"
    if every == "workday":
        return Rhythm("workday")
    if every in ("week", "two_weeks"):
        return Rhythm(every, named)
    if within == "day":
        return Rhythm(every, month_day=first.day)
    if within.startswith("work"):
        return Rhythm(every, nth=int(within[4:]))
    return Rhythm(every, named[:1], nth=int(within))


def said_of(rule: str) -> dict[str, Any]:
    """A rule as the form has it."""
    found = read(rule)
    if found is None:
        return {}
    within = "day" if found.month_day else f"{'' if found.weekdays else 'work'}{found.nth or 1}"
    return {"every": found.every, "weekdays": list(found.weekdays), "within": within}


class DebriefForm(PlainForm):
    said = forms.CharField(
        label=gettext_lazy("What was said"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    decided = forms.CharField(
        label=gettext_lazy("What was decided"), max_length=5000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    promised = forms.CharField(
        label=gettext_lazy("What was promised, by whom, by when"), max_length=5000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    mood = forms.CharField(
        label=pgettext_lazy("debrief", "The mood"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class IdeaForm(PlainForm):
    text = forms.CharField(label=gettext_lazy("The idea, or the test"), max_length=500)
    is_test = forms.BooleanField(label=gettext_lazy("It is a test under way"), required=False)
    once = once_field()


class ResultForm(PlainForm):
    result = forms.CharField(label=gettext_lazy("What came of it"), max_length=500)


class LineForm(PlainForm):
    """One line of an agenda."""

    text = forms.CharField(label=gettext_lazy("Point"), max_length=500)
    version = forms.IntegerField(widget=forms.HiddenInput)


class MinuteForm(PlainForm):
    """One line of the minutes: the words, whose it is and by when."""

    text = forms.CharField(label=gettext_lazy("Line"), max_length=1000)
    owner = forms.ModelChoiceField(
        Member.objects.none(), label=gettext_lazy("Whose it is"), required=False, empty_label=gettext_lazy("nobody")
    )
    due = DayField(label=gettext_lazy("By"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, client: Client | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = who_may_come(client)  # type: ignore[attr-defined]


def first_values(member: Member, zone: str = "") -> dict[str, Any]:
    """What a new form begins with: tomorrow, by the member's clock, with the member."""
    zone = zone or member.zone
    return {"zone": zone, "day": clock.today(zone), "first": clock.today(zone), "members": [member.pk]}
