"""What a person may send about an import: a file, the meaning of its columns, answers to its questions."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from rapport.desk.fields import PlainForm
from rapport.intake.models import Import
from rapport.reckon.tables.fields import FIELDS, KINDS
from rapport.reckon.tables.recognise import SOURCES
from rapport.ui.formats import say


class FileForm(PlainForm):
    file = forms.FileField(label=gettext_lazy("File"), allow_empty_file=True, max_length=None)
    source = forms.ChoiceField(
        label=gettext_lazy("Whose export it is"),
        required=False,
        choices=[
            ("", gettext_lazy("Find out")),
            *((key, name) for key, name in SOURCES.items() if key != "plain"),
            ("plain", gettext_lazy("Another table of clients")),
        ],
    )


def meanings(of: Import, data: QueryDict) -> dict[str, str]:
    """Header -> field as sent; only columns that were shown, only fields that exist."""
    found = {}
    for place, header in enumerate(of.headers):
        chosen = data.get(f"column-{place}")
        if chosen is not None and (not chosen or chosen in FIELDS):
            found[header] = chosen
    return found


def answers(of: Import, data: QueryDict) -> dict[str, str]:
    """Answers to the questions this import asks; others are nobody's."""
    found = {}
    for place, question in enumerate(of.questions):
        told = data.get(f"answer-{place}", "")
        named = " ".join(data.get(f"answer-{place}-name", "").split())[:160]
        offered = told in [option for option, _words in question["options"]]
        stale = offered and named == of.answers.get(question["key"])  # the name of before, and an answer chosen since
        if named and question.get("among") and not stale:
            found[question["key"]] = named
        elif offered:
            found[question["key"]] = told
    for key in ("service", "encoding"):
        if told := data.get(key, "")[:60]:
            found[key] = told
    return found


def choices_of_fields() -> list[tuple[str, list[tuple[str, str]]]]:
    """Groups of (field, words) for the select of a column."""
    return [
        (say(words), [(key, say(field.label)) for key, field in FIELDS.items() if field.kind == kind])
        for kind, words in KINDS.items()
    ]


def twice_named(mapping: dict[str, str]) -> list[tuple[str, list[str]]]:
    """Fields that hold one value and were given several columns: (words of the field, the columns)."""
    columns: dict[str, list[str]] = {}
    for header, key in mapping.items():
        if key and FIELDS[key].reads not in ("mails", "phones", "ids", "names", "list"):
            columns.setdefault(key, []).append(header)
    return [(say(FIELDS[key].label), headers) for key, headers in columns.items() if len(headers) > 1]
