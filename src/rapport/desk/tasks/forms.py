"""What is typed about a task: its words, who does it by when, and each answer of its doer or its keeper."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.agency.models import Member
from rapport.catalogue.models import Service
from rapport.delivery.goals.models import Goal
from rapport.delivery.plans.models import Milestone, Plan
from rapport.delivery.tasks.calendars import instant_of, of_member
from rapport.delivery.tasks.doers import Doers, doers
from rapport.delivery.tasks.models import Task
from rapport.delivery.tasks.write import LIMITS
from rapport.desk.fields import DayField, PlainForm, once_field
from rapport.desk.touchpoints.forms import MOST_BYTES, MomentField
from rapport.portfolio.models import Client, Engagement
from rapport.reckon.folding import fold

OFFERED = 200  # tasks of the client that one may wait for
TICK = "[]"


class HoursField(forms.DecimalField):
    """Working hours, to a quarter or so: "3", "1.5", "1,5"."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(max_digits=6, decimal_places=2, **kwargs)
        self.error_messages["invalid"] = gettext_lazy("Write hours as a number, like 3 or 1.5.")

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class LinesField(forms.CharField):
    """One thing a line."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(max_length=30_000, required=False, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        text = "\n".join(value) if isinstance(value, list) else super().to_python(value) or ""
        return [line for line in (" ".join(part.split()) for part in text.splitlines()) if line]

    def run_validators(self, value: Any) -> None:
        super().run_validators("\n".join(value))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class QuestionsField(LinesField):
    """The form to fill, one question a line: a star at its end makes it needed, [] at its beginning a box to tick."""

    def clean(self, value: Any) -> list[dict[str, Any]]:
        asked: dict[str, dict[str, Any]] = {}
        for line in super().clean(value):
            ask = line.removeprefix(TICK).removesuffix("*").strip()
            if not ask:
                raise ValidationError(_("A line has no question."))
            if len(ask) > 300:
                raise ValidationError(_("A question has at most %(limit)s characters.") % {"limit": 300})
            key = sha256(fold(ask).encode()).hexdigest()[:8]
            kind = "tick" if line.startswith(TICK) else "text"
            asked[key] = {"key": key, "ask": ask, "kind": kind, "required": line.endswith("*")}
        return list(asked.values())

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list) and all(isinstance(one, dict) for one in value):
            return "\n".join(_question(one) for one in value)
        return value


class TaskForm(PlainForm):
    """A task and its handing over: what, who, the doer's date, the client's date; all else under "More"."""

    words = forms.CharField(
        max_length=LIMITS["title"] + LIMITS["criteria"] + 100,
        label=gettext_lazy("What is to be done"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The first line is the task; the lines below say how one will know that it is done."),
    )
    member = forms.ModelChoiceField(Member.objects.none(), required=False, label=gettext_lazy("Who does it"))
    due = DayField(required=False, label=gettext_lazy("Done by"))
    client_due = DayField(required=False, label=gettext_lazy("The client has it by"))
    into_crew = forms.BooleanField(required=False, label=gettext_lazy("They work for this client from now on"))
    knowing = forms.BooleanField(required=False, label=gettext_lazy("Hand it over all the same"))
    what = forms.CharField(
        max_length=LIMITS["what"],
        required=False,
        label=gettext_lazy("More words"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    hours = HoursField(required=False, label=gettext_lazy("Working hours"))
    check_at = MomentField(
        required=False,
        label=gettext_lazy("You look at it on"),
        help_text=gettext_lazy("Empty: reckoned from the doer's working time."),
    )
    goal = forms.ModelChoiceField(Goal.objects.none(), required=False, label=gettext_lazy("Which goal it serves"))
    milestone = forms.ModelChoiceField(Milestone.objects.none(), required=False, label=gettext_lazy("Stage"))
    service = forms.ModelChoiceField(Service.objects.none(), required=False, label=gettext_lazy("Service"))
    part = forms.ChoiceField(required=False, choices=Task.Part.choices, label=gettext_lazy("Whose kind of work"))
    begins = DayField(required=False, label=gettext_lazy("Begins on"))
    steps = LinesField(label=gettext_lazy("Steps"), help_text=gettext_lazy("One a line."))
    form = QuestionsField(
        label=gettext_lazy("Form to fill"),
        help_text=gettext_lazy(
            "One question a line; a star at its end makes it needed, [] at its start a box to tick."
        ),
    )
    parent = forms.ModelChoiceField(Task.objects.none(), required=False, label=gettext_lazy("Part of"))
    after = forms.ModelMultipleChoiceField(
        Task.objects.none(),
        required=False,
        label=gettext_lazy("Waits for"),
        widget=forms.SelectMultiple(attrs={"size": 4}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)
    once = once_field()

    FOUR = ("words", "member", "due", "client_due")
    HANDING = ("member", "due", "client_due", "check_at", "into_crew", "knowing")

    def __init__(self, *args: Any, client: Client | None, by: Member, task: Task | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.client, self.by, self.doers = client, by, Doers([], [])
        goals = Goal.objects.filter(client=client, state=Goal.State.OPEN)
        stages = Milestone.objects.filter(
            plan__client=client, plan__state__in=(Plan.State.DRAFT, Plan.State.GOING), deleted_at=None, done_at=None
        )
        others = Task.objects.open().filter(client=client) if client else Task.objects.none()
        if task is not None and task.pk:
            others = others.exclude(pk=task.pk)
            goals |= Goal.objects.filter(pk=task.goal_id or 0)
            stages |= Milestone.objects.filter(pk=task.milestone_id or 0)
        bought = Q(pk__in=Engagement.objects.current().filter(client=client).values("service"))
        self._among("goal", goals)
        self._among("milestone", stages)
        self._among("service", Service.objects.filter(bought | Q(pk=task.service_id or 0) if task else bought))
        others = others.order_by("folded", "pk")
        self._among("parent", others)
        self._among("after", others)

    def choose_doers(self, found: Doers) -> None:
        """Those who work for the client first, the others below."""
        self.doers = found
        field = self.fields["member"]
        field.queryset = Member.objects.filter(pk__in=[one.pk for one in found.all])  # type: ignore[attr-defined]
        choices: list[Any] = [("", _("choose")), *((one.pk, one.name) for one in found.here)]
        if found.beyond:
            choices.append((_("Not working for this client yet"), [(one.pk, one.name) for one in found.beyond]))
        field.choices = choices  # type: ignore[attr-defined]

    def only_words(self) -> None:
        """Without who and when: to change a task, or for whoever may write one down and not hand it over."""
        for name in self.HANDING:
            del self.fields[name]

    def without(self, *names: str) -> None:
        for name in names:
            self.fields.pop(name, None)

    def clean_words(self) -> str:
        lines = [line.strip() for line in self.cleaned_data["words"].strip().splitlines()]
        title = " ".join(lines[0].split()) if lines else ""
        if len(title) > LIMITS["title"]:
            raise ValidationError(
                _("The first line has %(length)s characters; at most %(limit)s fit. Put the rest below it.")
                % {"length": len(title), "limit": LIMITS["title"]}
            )
        self.cleaned_data["title"] = title
        self.cleaned_data["criteria"] = "\n".join(lines[1:]).strip()
        return str(self.cleaned_data["words"])

    def values(self) -> dict[str, Any]:
        """What `write` and `rewrite` take."""
        said = self.cleaned_data
        names = ("title", "criteria", "what", "hours", "goal", "milestone", "service", "begins", "form", "parent")
        values = {name: said.get(name) for name in names if name in said}
        return {**values, "part": said.get("part") or Task.Part.SPECIALIST}

    def handing(self) -> dict[str, Any]:
        """What `hand` takes."""
        said = self.cleaned_data
        return {
            "to": said.get("member"),
            "due_at": self.due_at(),
            "client_due": said.get("client_due"),
            "check_at": said.get("check_at"),
            "into_crew": bool(said.get("into_crew")),
            "knowing": bool(said.get("knowing")),
        }

    def due_at(self) -> datetime | None:
        """The end of the doer's day."""
        said = getattr(self, "cleaned_data", {})
        day, member = said.get("due"), said.get("member")
        return instant_of(day, None, of_member(member or self.by)) if day else None

    @property
    def more_is_wrong(self) -> bool:
        return bool(set(self.errors) - set(self.FOUR) - {"into_crew", "knowing", "__all__"})

    def _among(self, name: str, rows: Any) -> None:
        field: Any = self.fields[name]
        if hasattr(field, "empty_label") and not isinstance(field, forms.ModelMultipleChoiceField):
            field.empty_label = ""
        field.queryset = rows


def first_words(task: Task) -> dict[str, Any]:
    """How a form begins for a task that stands."""
    names = ("what", "hours", "goal_id", "milestone_id", "service_id", "parent_id", "part", "begins", "form", "version")
    told = {name.removesuffix("_id"): getattr(task, name) for name in names}
    told["words"] = f"{task.title}\n{task.criteria}".strip()
    told["client_due"] = task.client_due
    return told


class DateForm(PlainForm):
    """A day of the doer's."""

    due = DayField(label=gettext_lazy("New date"))

    def due_at(self, member: Member) -> datetime:
        return instant_of(self.cleaned_data["due"], None, of_member(member))


class ProposeForm(DateForm):
    due = DayField(label=gettext_lazy("The date you can keep"))
    reason = forms.CharField(max_length=500, label=gettext_lazy("Why"))


class AnswerForm(PlainForm):
    words = forms.CharField(required=False, max_length=500, label=gettext_lazy("A word with it"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)


class DoubtForm(PlainForm):
    words = forms.CharField(
        max_length=5000, label=gettext_lazy("What is unclear"), widget=forms.Textarea(attrs={"rows": 3})
    )


class RewordForm(PlainForm):
    title = forms.CharField(max_length=LIMITS["title"], label=gettext_lazy("What is to be done"))
    criteria = forms.CharField(
        max_length=LIMITS["criteria"],
        required=False,
        label=gettext_lazy("How one will know that it is done"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    what = forms.CharField(
        max_length=LIMITS["what"],
        required=False,
        label=gettext_lazy("More words"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    answer = forms.CharField(
        max_length=5000,
        required=False,
        label=gettext_lazy("Your answer to the question"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)


class DeliverForm(PlainForm):
    """Words, and the task's own questions."""

    result = forms.CharField(
        max_length=10_000,
        required=False,
        label=gettext_lazy("What you deliver, and where it is"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        initial = {f"q_{key}": value for key, value in task.filled.items()} | {"result": task.result}
        super().__init__(*args, initial=initial, **kwargs)
        for one in task.form:
            self.fields[f"q_{one['key']}"] = _field_of(one)
        self.questions = [str(one["key"]) for one in task.form]
        self.speak_plainly()

    def filled(self) -> dict[str, Any]:
        return {key: self.cleaned_data.get(f"q_{key}") for key in self.questions}

    @property
    def asked(self) -> list[forms.BoundField]:
        return [self[f"q_{key}"] for key in self.questions]


class ReturnForm(PlainForm):
    reason = forms.CharField(
        max_length=5000, label=gettext_lazy("What is missing"), widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)


class DropForm(PlainForm):
    reason = forms.CharField(max_length=300, label=gettext_lazy("Why nobody does it"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)


class HandOnForm(PlainForm):
    member = forms.ModelChoiceField(Member.objects.none(), label=gettext_lazy("To whom"))
    due = DayField(required=False, label=gettext_lazy("Done by"))
    reason = forms.CharField(max_length=500, label=gettext_lazy("Why"))
    into_crew = forms.BooleanField(required=False, label=gettext_lazy("They work for this client from now on"))
    knowing = forms.BooleanField(required=False, label=gettext_lazy("Hand it on all the same"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, task: Task, by: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.task = task
        choose(self, doers(task.client, by), without=task.member_id)

    def due_at(self) -> datetime | None:
        day = self.cleaned_data.get("due")
        return instant_of(day, None, of_member(self.cleaned_data["member"])) if day else None


class MoveForm(PlainForm):
    due = DayField(required=False, label=gettext_lazy("Done by"))
    client_due = DayField(required=False, label=gettext_lazy("The client has it by"))
    check_at = MomentField(required=False, label=gettext_lazy("You look at it on"))
    reckoned = forms.BooleanField(required=False, label=gettext_lazy("Reckon the check date"))
    reason = forms.CharField(required=False, max_length=500, label=gettext_lazy("Why"))
    knowing = forms.BooleanField(required=False, label=gettext_lazy("Move it all the same"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)

    @classmethod
    def of(cls, task: Task, day: date | None, data: Any = None) -> MoveForm:
        initial = {"due": day, "client_due": task.client_due, "check_at": task.check_at, "version": task.version}
        return cls(data, initial=initial)


class StepForm(PlainForm):
    text = forms.CharField(max_length=250, label=gettext_lazy("Next step"))


class TimeForm(PlainForm):
    minutes = forms.CharField(
        max_length=10,
        label=gettext_lazy("Time spent"),
        help_text=gettext_lazy("Minutes, or hours like 1:30."),
        widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}),
    )
    on = DayField(required=False, label=gettext_lazy("On which day"))
    note = forms.CharField(required=False, max_length=300, label=gettext_lazy("On what"))
    once = once_field()

    def clean_minutes(self) -> int:
        """ "90", "1:30", "1.5 h", "1h" """
        text = self.cleaned_data["minutes"].strip().lower().replace(",", ".")
        try:
            if ":" in text:
                hours, minutes = text.split(":")
                if len(minutes) != 2 or not 0 <= int(minutes) < 60:
                    raise ValueError
                return round(timedelta(hours=int(hours), minutes=int(minutes)).total_seconds() / 60)
            if text.endswith("h"):
                return round(float(text[:-1]) * 60)
            return int(text)
        except (ValueError, OverflowError):
            raise ValidationError(_("Write minutes, like 45, or hours, like 1:30.")) from None


class CommentForm(PlainForm):
    words = forms.CharField(
        required=False, max_length=10_000, label=gettext_lazy("Say something"), widget=forms.Textarea(attrs={"rows": 2})
    )
    file = forms.FileField(required=False, max_length=250, label=gettext_lazy("A file with it"))
    once = once_field()

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file is not None and file.size > MOST_BYTES:
            raise ValidationError(
                _("%(name)s is larger than %(limit)s MB.") % {"name": file.name, "limit": MOST_BYTES // 1_000_000}
            )
        return file


def choose(form: forms.Form, found: Doers, *, without: int | None = None) -> None:
    """Offer these doers in a form's field `member`."""
    field: Any = form.fields["member"]
    here = [one for one in found.here if one.pk != without]
    beyond = [one for one in found.beyond if one.pk != without]
    field.queryset = Member.objects.filter(pk__in=[one.pk for one in (*here, *beyond)])
    choices: list[Any] = [("", _("choose")), *((one.pk, one.name) for one in here)]
    if beyond:
        choices.append((_("Not working for this client yet"), [(one.pk, one.name) for one in beyond]))
    field.choices = choices


def _question(one: dict[str, Any]) -> str:
    start = f"{TICK} " if one.get("kind") == "tick" else ""
    return f"{start}{one['ask']}{' *' if one.get('required') else ''}"


def _field_of(one: dict[str, Any]) -> forms.Field:
    """A question of the form; what is needed is asked by the deed, so that half a form can be kept."""
    words: dict[str, Any] = {"required": False, "label": one["ask"]}
    match one.get("kind"):
        case "tick":
            return forms.BooleanField(**words)
        case "line":
            return forms.CharField(max_length=300, **words)
        case "number":
            return forms.CharField(max_length=30, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **words)
        case "day":
            return forms.CharField(max_length=10, widget=forms.DateInput(attrs={"type": "date"}), **words)
        case _:
            return forms.CharField(max_length=5000, widget=forms.Textarea(attrs={"rows": 2}), **words)
