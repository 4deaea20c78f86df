"""What is typed about a brief: its questions as the edition asks them, each read as it is kept, and the free words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.catalogue.content import Ask, said
from rapport.catalogue.models import Service
from rapport.conversations.understandings.models import Understanding
from rapport.delivery.briefs.asking import asks_of, condition, questions
from rapport.delivery.briefs.models import Brief
from rapport.delivery.goals.models import Goal
from rapport.desk.fields import PlainForm, once_field
from rapport.portfolio.models import Client, Engagement
from rapport.reckon import questionnaire
from rapport.ui.formats import say

YES_NO = (("", pgettext_lazy("answer", "not answered")), ("yes", _("Yes")), ("no", _("No")))
PREFIX = "q-"


class BriefNewForm(PlainForm):
    service = forms.ModelChoiceField(
        Service.objects.none(), label=_("Which service"), empty_label="",
        help_text=_("The newest questions of that service are asked."),
    )  # fmt: skip
    title = forms.CharField(required=False, max_length=200, label=_("What the brief is called"))
    understanding = forms.ModelChoiceField(
        Understanding.objects.none(), required=False, label=_("Made from their own words"), empty_label=_("none")
    )
    once = once_field()

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bought = list(Engagement.objects.current().filter(client=client).values_list("service", flat=True))
        field = self.fields["service"]
        field.queryset = Service.objects.filter(active=True)  # type: ignore[attr-defined]
        if bought:
            field.initial = bought[0]
        self.fields["understanding"].queryset = words_of(client)  # type: ignore[attr-defined]
        if not self.fields["understanding"].queryset.exists():  # type: ignore[attr-defined]
            del self.fields["understanding"]


class BriefForm(PlainForm):
    """The questions first, in the order of the edition, under "q-KEY"; then the free words."""

    title = forms.CharField(max_length=200, label=_("What the brief is called"))
    why_channels = forms.CharField(
        required=False,
        max_length=20_000,
        label=_("Which channels and tools, and why"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    about = forms.CharField(
        required=False, max_length=20_000, label=_("What else is to be known"), widget=forms.Textarea(attrs={"rows": 4})
    )
    goals = forms.ModelMultipleChoiceField(
        Goal.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label=_("Which goals it serves")
    )
    understanding = forms.ModelChoiceField(
        Understanding.objects.none(), required=False, label=_("Made from their own words"), empty_label=_("none")
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, brief: Brief, currency: str = "EUR", **kwargs: Any) -> None:
        initial = {**written(brief), "version": brief.version}
        super().__init__(*args, initial=initial, **kwargs)
        self.brief, self.currency = brief, currency
        self.asks = asks_of(brief)
        self.read = {question.key: question for question in questions(self.asks)}
        goals = Goal.objects.filter(client=brief.client, state=Goal.State.OPEN)
        self.fields["goals"].queryset = (goals | Goal.objects.filter(pk__in=[g.pk for g in initial["goals"]]))  # type: ignore[attr-defined]  # fmt: skip
        self.fields["understanding"].queryset = words_of(brief.client)  # type: ignore[attr-defined]
        for ask in self.asks:
            self.fields[PREFIX + ask.key] = self._field(ask)
        self.speak_plainly()
        if not goals.exists():
            del self.fields["goals"]
        if brief.understanding_id is None and not self.fields["understanding"].queryset.exists():  # type: ignore[attr-defined]
            del self.fields["understanding"]

    @property
    def questions(self) -> list[Any]:
        """The bound fields of the questions, each with whether it is needed."""
        return [(self[PREFIX + ask.key], ask.required) for ask in self.asks]

    def clean(self) -> dict[str, Any]:
        words = super().clean() or self.cleaned_data
        for ask in self.asks:
            name = PREFIX + ask.key
            if name not in words:
                continue
            found = questionnaire.read(self.read[ask.key], words[name], self.currency)
            if found.wrong is not None:
                self.add_error(name, ValidationError(say(found.wrong)))
            words[name] = found.value
        return words

    def values(self) -> dict[str, Any]:
        """As `written` has it."""
        words = self.cleaned_data
        free = {name: words[name] for name in ("title", "why_channels", "about")}
        if "understanding" in self.fields:
            free["understanding"] = words["understanding"]
        if "goals" in self.fields:
            free["goals"] = list(words["goals"])
        return free | {PREFIX + ask.key: words.get(PREFIX + ask.key) for ask in self.asks}

    def _field(self, ask: Ask) -> forms.Field:
        about = {
            "label": said(ask.ask),
            "required": False,
            "help_text": " ".join(filter(None, [said(ask.help), condition(ask, self.asks)])),
            "initial": _typed(ask, self.brief.answers.get(ask.key)),
        }
        options = [(option.key, said(option.label)) for option in ask.options]
        match ask.kind:
            case "text" | "address":
                return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **about)
            case "choice":
                return forms.ChoiceField(choices=[("", _("not answered")), *options], **about)
            case "choices":
                return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **about)
            case "yes_no":
                return forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, **about)
            case "date":
                return forms.CharField(widget=forms.DateInput(attrs={"type": "date"}), **about)
            case "number" | "money":
                return forms.CharField(widget=forms.TextInput(attrs={"inputmode": "decimal"}), **about)
            case "file":
                words = _("Say where the file lies, or what it is called in the client’s documents.")
                return forms.CharField(**{**about, "help_text": about["help_text"] or words})
            case _:
                return forms.CharField(**about)


def words_of(client: Client) -> Any:
    """Their own words that were agreed on, or wait for it."""
    return Understanding.objects.filter(client=client, dropped_at=None).order_by("-made_at")


def written(brief: Brief) -> dict[str, Any]:
    """A brief as the form has it; compared with what was sent when two edit at once."""
    return {
        "title": brief.title,
        "why_channels": brief.why_channels,
        "about": brief.about,
        "understanding": brief.understanding,
        "goals": list(brief.goals.all()),
        **{PREFIX + ask.key: brief.answers.get(ask.key) for ask in asks_of(brief)},
    }


def _typed(ask: Ask, value: Any) -> Any:
    """A kept answer as it is typed."""
    match value:
        case bool():
            return "yes" if value else "no"
        case {"amount": amount}:
            return amount
        case Decimal():
            return str(value)
        case _:
            return value
