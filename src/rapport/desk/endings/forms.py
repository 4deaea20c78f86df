"""What is typed at an ending: what was handed over, what shows the cause, when and with what to say hello again."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.desk.fields import DayField, PlainForm


class FilesForm(PlainForm):
    note = forms.CharField(
        max_length=5000, label=_("What was handed over, to whom and how"), widget=forms.Textarea(attrs={"rows": 3})
    )


class CauseForm(PlainForm):
    evidence = forms.CharField(
        max_length=5000, label=_("What shows the cause"), widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Their words, dates, figures: the next one learns from it."),
    )  # fmt: skip


class HelloForm(PlainForm):
    on = DayField(label=_("Say hello again on"))
    idea = forms.CharField(
        max_length=5000, label=_("With which idea"), widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Something that is good for them: it comes back to you on that day."),
    )  # fmt: skip


class DoneForm(PlainForm):
    remains = forms.CharField(
        required=False, max_length=5000, label=_("What remains, and why"), widget=forms.Textarea(attrs={"rows": 2})
    )
