"""A file of figures with answers to what it asks, and a target."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from rapport.catalogue.models import Metric
from rapport.desk.fields import PlainForm
from rapport.desk.goals.figures import FigureField
from rapport.reckon.figures.recognise import SOURCES
from rapport.reckon.tables.columns import Question
from rapport.reckon.verdict import Reason
from rapport.results.readings.models import Target
from rapport.ui.formats import say


class FileForm(PlainForm):
    """The file; for each question of the file that was tried a choice, with the file to be chosen again."""

    file = forms.FileField(
        label=gettext_lazy("Report"),
        help_text=gettext_lazy("CSV or XLSX of Google Ads, Meta, Yandex, Analytics or any table with days."),
    )
    source = forms.ChoiceField(label=gettext_lazy("Whose report it is"), required=False)
    columns = forms.CharField(
        label=gettext_lazy("What columns mean"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Only where it is not found out: one a line, such as Budget used = spend."),
    )
    only_try = forms.BooleanField(label=gettext_lazy("Only try, keep nothing"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [("", gettext_lazy("Find it out")), *SOURCES.items()]  # type: ignore[attr-defined]

    def clean_columns(self) -> dict[str, str]:
        told = {}
        for line in self.cleaned_data["columns"].splitlines():
            header, sign, key = line.rpartition("=")
            if not line.strip():
                continue
            if not sign:
                raise forms.ValidationError(gettext_lazy("Write each line like: Column = metric."))
            told[header.strip()] = key.strip()
        return told

    def ask(self, questions: Sequence[Question]) -> None:
        for question in questions:
            name = f"answer:{question.key}"
            self.fields[name] = forms.ChoiceField(
                label=say(question.reason), choices=[(key, say(words)) for key, words in question.options]
            )

    def answers(self) -> dict[str, str]:
        """What was answered to the questions that stood beside the file before."""
        return {
            name.removeprefix("answer:"): str(value) for name, value in self.data.items() if name.startswith("answer:")
        }


class TokenForm(PlainForm):
    source = forms.ChoiceField(label=gettext_lazy("Whose figures it sends"), choices=list(SOURCES.items()))


class TargetForm(PlainForm):
    metric = forms.ModelChoiceField(
        label=gettext_lazy("Figure"), queryset=Metric.objects.filter(active=True), to_field_name="key"
    )
    wanted = FigureField(label=gettext_lazy("What it should be"), help_text=gettext_lazy("Per cents as 4.5 for 4.5 %."))
    length = forms.ChoiceField(label=gettext_lazy("In a"), choices=Target.Length.choices, required=False)
    first = forms.CharField(
        label=gettext_lazy("Which begins with"), widget=forms.TextInput(attrs={"type": "month"}), max_length=7
    )
    note = forms.CharField(label=gettext_lazy("Why"), max_length=300, required=False)

    knowing = forms.BooleanField(label=gettext_lazy("Set it all the same"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.doubts: tuple[Reason, ...] = ()
        if "knowing" not in self.data:
            self.fields["knowing"].widget = forms.HiddenInput()

    def doubt(self, reasons: tuple[Reason, ...]) -> None:
        """Show what speaks against it, with the box to set it all the same."""
        self.doubts = reasons
        self.fields["knowing"].widget = forms.CheckboxInput()

    def clean_first(self) -> date:
        try:
            return date.fromisoformat(f"{self.cleaned_data['first']}-01")
        except ValueError:
            raise forms.ValidationError(gettext_lazy("That is no month. Write it like 2026-04.")) from None
