"""Forms for one row of a draft: its texts in each language of the house, and what of it is no text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from rapport.catalogue import rows
from rapport.catalogue.content import said
from rapport.catalogue.kinds import KINDS, PARTS_OF_TASKS
from rapport.desk.fields import PlainForm
from rapport.reckon.playbook import LABEL, LONGEST_DAYS, MOST_HOURS, NEEDED, PLAIN_TEXTS, STEP, TEXTS

TEXT = "text"  # the one text of a row that is nothing else: a folder, a checklist line

_LABELS: dict[str, str | Promise] = {
    "ask": gettext_lazy("Question"),
    "help": gettext_lazy("Help below it"),
    "title": gettext_lazy("Title"),
    "body": gettext_lazy("Text"),
    "what": gettext_lazy("What is to be done"),
    "criteria": gettext_lazy("How one sees that it is done"),
    "system": gettext_lazy("System"),
    "level": gettext_lazy("Level"),
    "why": gettext_lazy("Why the work needs it"),
    "name": gettext_lazy("Name"),
    "term": gettext_lazy("Word"),
    "plain": gettext_lazy("In plain words"),
    "options": gettext_lazy("Options, one per line"),
    "checklist": gettext_lazy("Its checklist, one step per line"),
    TEXT: gettext_lazy("Words"),
}
_TALL = {"body": 14, "what": 4, "criteria": 3, "help": 2, "plain": 3, "options": 4, "checklist": 5}
_LINES = {"questionnaire": "options", "brief": "options", "tasks": "checklist"}
_MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class Tongue:
    """The fields of one language; `open` when they should be seen at once."""

    code: str
    name: str
    fields: list[Any]
    open: bool


class RowForm(PlainForm):
    """One row of any part; fields that the part has not are not there. `content` is that of the draft."""

    def __init__(self, data: Any = None, *, part: str, content: Mapping[str, Any], row: Any = None) -> None:
        super().__init__(data)
        self.part, self.content, self.row = part, content, row if row is not None else {}
        self._facts()
        for code, language in settings.LANGUAGES:
            self._texts(code, language)
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=rows.mark(row))
        self.initial = initial_of(part, self.row)
        self.speak_plainly()

    def tongues(self) -> list[Tongue]:
        """The languages in their order: English, the reader's, the others."""
        reader = get_language() or "en"
        languages = sorted(settings.LANGUAGES, key=lambda pair: (pair[0] != "en", pair[0] != reader))
        return [
            Tongue(code, name, found := [self[f] for f in self.fields if f.endswith(f"_{code}")],
                   code in ("en", reader) or any(bound.errors for bound in found))
            for code, name in languages
        ]  # fmt: skip

    def facts(self) -> list[Any]:
        """What is no text."""
        codes = tuple(f"_{code}" for code, _name in settings.LANGUAGES)
        return [self[name] for name in self.fields if not name.endswith(codes) and name != "version"]

    def clean(self) -> dict[str, Any]:
        words = super().clean() or self.cleaned_data
        if lines := _LINES.get(self.part):
            self._check_lines(lines, words)
        if self.part in ("questionnaire", "brief"):
            self._check_question(words)
        return words

    def values(self) -> dict[str, Any]:
        """What was typed, by field: for comparing with what stands now."""
        return {name: self.cleaned_data.get(name) for name in self.fields if name != "version"}

    def made(self, values: Mapping[str, Any]) -> Any:
        """The row that these values make; what the form does not know stays as it was."""
        texts = {name: _texts(values, name) for name in text_fields(self.part)}
        if self.part in PLAIN_TEXTS:
            return texts[TEXT]
        row = {**self.row, **texts}
        if self.part in ("questionnaire", "brief"):
            row |= {
                "kind": values["kind"],
                "required": bool(values["required"]),
                "options": self._options(values) if values["kind"] in ("choice", "choices") else [],
                "when": _when(values["when"]),
            }
        elif self.part == "tasks":
            row |= {name: values[name] for name in ("part", "offset", "days", "onboarding")}
            row |= {"hours": _plain_number(values["hours"]), "after": list(values["after"])}
            row["checklist"] = [dict(step) for step in _by_line(values, "checklist")]
        elif self.part == "documents":
            row["folder"] = int(values["folder"]) if values["folder"] != "" else None
        elif self.part == "metrics":
            row |= {"unit": values["unit"], "better": values["better"]}
        return row

    def _texts(self, code: str, language: str) -> None:
        sizes = TEXTS.get(self.part) or {TEXT: PLAIN_TEXTS[self.part]}
        names = [*sizes, *([_LINES[self.part]] if self.part in _LINES else [])]
        for name in names:
            attrs = {"lang": code, **({"rows": _TALL[name]} if name in _TALL else {})}
            lines = name == _LINES.get(self.part)
            self.fields[f"{name}_{code}"] = forms.CharField(
                label=f"{_LABELS[name]} · {language}",
                max_length=_MOST_LINES * STEP if lines else sizes[name],
                required=code == "en" and not lines and (name in NEEDED or name == TEXT),
                widget=forms.Textarea(attrs=attrs) if name in _TALL else forms.TextInput(attrs=attrs),
            )

    def _facts(self) -> None:
        if self.part in ("questionnaire", "brief"):
            self.fields["kind"] = forms.ChoiceField(label=_("Kind of answer"), choices=KINDS)
            self.fields["required"] = forms.BooleanField(label=_("It must be answered"), required=False)
            self.fields["when"] = forms.MultipleChoiceField(
                label=_("Asked only after one of these answers"), required=False, choices=self._answers(),
                widget=forms.CheckboxSelectMultiple,
                help_text=_("None ticked: it is always asked. Only choices and yes-no questions that come before."),
            )  # fmt: skip
        elif self.part == "tasks":
            self._task_facts()
        elif self.part == "documents":
            folders = [(str(place), said(text)) for place, text in enumerate(rows.rows_of(self.content, "folders"))]
            self.fields["folder"] = forms.ChoiceField(
                label=_("Folder"), required=False, choices=[("", _("No folder")), *folders]
            )
        elif self.part == "metrics":
            self.fields["unit"] = forms.CharField(label=_("Unit"), required=False, max_length=20)
            self.fields["better"] = forms.ChoiceField(
                label=_("Better is"),
                choices=[("up", pgettext_lazy("metric", "more")), ("down", pgettext_lazy("metric", "less"))],
            )

    def _task_facts(self) -> None:
        others = [task for task in rows.rows_of(self.content, "tasks") if task.get("key") != self.row.get("key")]
        self.fields["part"] = forms.ChoiceField(label=_("Whose task"), choices=PARTS_OF_TASKS)
        self.fields["offset"] = forms.IntegerField(
            label=_("Begins after so many working days"), min_value=0, max_value=LONGEST_DAYS, initial=0
        )
        self.fields["days"] = forms.IntegerField(
            label=_("Working days it may take"), min_value=1, max_value=LONGEST_DAYS, initial=1
        )
        self.fields["hours"] = forms.DecimalField(
            label=_("Working hours"), min_value=0, max_value=MOST_HOURS, decimal_places=2, localize=True
        )
        self.fields["onboarding"] = forms.BooleanField(
            label=_("Onboarding is done only when this is done"), required=False
        )
        self.fields["after"] = forms.MultipleChoiceField(
            label=_("Waits for"), required=False, widget=forms.CheckboxSelectMultiple,
            choices=[(task["key"], said(task.get("title") or {})) for task in others],
        )  # fmt: skip

    def _answers(self) -> list[tuple[str, str]]:
        """Answers of earlier questions on which this one may depend."""
        found: list[tuple[str, str]] = []
        for question in rows.rows_of(self.content, self.part):
            if question.get("key") == self.row.get("key"):
                break
            ask = said(question.get("ask") or {})
            if question.get("kind") == "yes_no":
                options: list[tuple[str, str]] = [("true", _("yes")), ("false", _("no"))]
            elif question.get("kind") in ("choice", "choices"):
                options = [(str(o.get("key")), said(o.get("label") or {})) for o in question.get("options") or ()]
            else:
                continue
            found += [
                (f"{question['key']}:{value}", _("“%(question)s” – %(answer)s") % {"question": ask, "answer": label})
                for value, label in options
            ]
        known = {value for value, _label in found}
        return found + [(value, value) for value in _whens(self.row) if value not in known]

    def _check_lines(self, name: str, words: Mapping[str, Any]) -> None:
        """As many lines in each language as in English, so that the third is the third; or none."""
        english = _lines(words.get(f"{name}_en"))
        for code, _language in settings.LANGUAGES:
            lines = _lines(words.get(f"{name}_{code}"))
            if lines and len(lines) != len(english):
                told = ngettext(
                    "There is %(num)s line here and %(english)s in English. Each line needs its partner.",
                    "There are %(num)s lines here and %(english)s in English. Each line needs its partner.",
                    len(lines),
                )
                self.add_error(f"{name}_{code}", told % {"num": len(lines), "english": len(english)})
            most = LABEL if name == "options" else STEP
            if long := next((line for line in lines if len(line) > most), None):
                self.add_error(
                    f"{name}_{code}",
                    _("“%(start)s…” is too long; at most %(limit)s characters a line.")
                    % {"start": long[:30], "limit": most},
                )
        if len(english) > _MOST_LINES:
            self.add_error(f"{name}_en", _("At most %(limit)s fit here.") % {"limit": _MOST_LINES})

    def _check_question(self, words: Mapping[str, Any]) -> None:
        if words.get("kind") in ("choice", "choices") and len(_lines(words.get("options_en"))) < 2:
            self.add_error("options_en", _("A choice needs two options at least."))
        if len({value.partition(":")[0] for value in words.get("when") or ()}) > 1:
            self.add_error("when", ValidationError(_("It can depend on the answers to one question only.")))

    def _options(self, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Options keep their keys: by the same English, else by their place, so that answers given keep meaning."""
        old = list(self.row.get("options") or ())
        labels = _by_line(values, "options")
        by_words = {str((option.get("label") or {}).get("en")): str(option.get("key")) for option in old}
        same = len(old) == len(labels)
        made: list[dict[str, Any]] = []
        taken: set[str] = {by_words[label["en"]] for label in labels if label["en"] in by_words}
        for place, label in enumerate(labels):
            key = by_words.get(label["en"]) or (str(old[place]["key"]) if same else "")
            if not key or key in {option["key"] for option in made} or (key in taken and label["en"] not in by_words):
                key = rows.free(label["en"], taken | {option["key"] for option in made}, "option")
            made.append({"key": key, "label": label})
        return made


def text_fields(part: str) -> list[str]:
    return list(TEXTS.get(part) or {TEXT: 0})


def initial_of(part: str, row: Any) -> dict[str, Any]:
    """A row as its form has it."""
    if part in PLAIN_TEXTS:
        return {f"{TEXT}_{code}": row.get(code, "") for code, _name in settings.LANGUAGES}
    found: dict[str, Any] = {}
    for name in text_fields(part):
        found |= {f"{name}_{code}": (row.get(name) or {}).get(code, "") for code, _name in settings.LANGUAGES}
    if part in ("questionnaire", "brief"):
        labels = [option.get("label") or {} for option in row.get("options") or ()]
        found |= {"kind": row.get("kind") or "line", "required": bool(row.get("required")), "when": _whens(row)}
        found |= _as_lines("options", labels)
    elif part == "tasks":
        found |= {
            "part": row.get("part") or "specialist",
            "offset": row.get("offset") or 0,
            "days": row.get("days") or 1,
        }
        found |= {"hours": row.get("hours", 1), "onboarding": row.get("onboarding", True)}
        found |= {"after": list(row.get("after") or ()), **_as_lines("checklist", row.get("checklist") or [])}
    elif part == "documents":
        found["folder"] = "" if row.get("folder") is None else str(row["folder"])
    elif part == "metrics":
        found |= {"unit": row.get("unit") or "", "better": row.get("better") or "up"}
    return found


class DescriptionForm(PlainForm):
    """What the service is, in plain words, in each language."""

    def __init__(self, data: Any = None, *, text: Mapping[str, str]) -> None:
        super().__init__(data, initial={f"text_{code}": text.get(code, "") for code, _name in settings.LANGUAGES})
        for code, language in settings.LANGUAGES:
            self.fields[f"text_{code}"] = forms.CharField(
                label=language, max_length=2_000, required=code == "en",
                widget=forms.Textarea(attrs={"rows": 4, "lang": code}),
            )  # fmt: skip
        self.fields["version"] = forms.IntegerField(
            widget=forms.HiddenInput, required=False, initial=rows.mark(dict(text))
        )
        self.speak_plainly()

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class PublishForm(PlainForm):
    """With which note the draft is published."""

    note = forms.CharField(max_length=300, label=gettext_lazy("What is new, in a sentence"))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


def _texts(values: Mapping[str, Any], name: str) -> dict[str, str]:
    found = {code: (values.get(f"{name}_{code}") or "").strip() for code, _language in settings.LANGUAGES}
    return {code: text.replace("\r\n", "\n") for code, text in found.items() if text}


def _by_line(values: Mapping[str, Any], name: str) -> list[dict[str, str]]:
    """Lines of each language put together: [{language: text}, …]."""
    english = _lines(values.get(f"{name}_en"))
    made: list[dict[str, str]] = [{"en": line} for line in english]
    for code, _language in settings.LANGUAGES:
        for place, line in enumerate(_lines(values.get(f"{name}_{code}"))[: len(made)]):
            made[place][code] = line
    return made


def _as_lines(name: str, texts: list[Mapping[str, str]]) -> dict[str, str]:
    return {
        f"{name}_{code}": "\n".join(text[code] for text in texts if text.get(code))
        for code, _language in settings.LANGUAGES
    }


def _lines(text: str | None) -> list[str]:
    return [" ".join(line.split()) for line in (text or "").splitlines() if line.strip()]


def _whens(row: Mapping[str, Any]) -> list[str]:
    when = row.get("when") or {}
    return [f"{when['key']}:{str(value).lower() if isinstance(value, bool) else value}" for value in _is(when)]


def _is(when: Mapping[str, Any]) -> Iterator[Any]:
    yield from when.get("is") or () if when.get("key") else ()


def _when(chosen: list[str]) -> dict[str, Any] | None:
    if not chosen:
        return None
    values = [value.partition(":")[2] for value in chosen]
    return {
        "key": chosen[0].partition(":")[0],
        "is": [value == "true" if value in ("true", "false") else value for value in values],
    }


def _plain_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
