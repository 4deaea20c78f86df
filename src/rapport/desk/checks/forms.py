"""A text to be read over for misspelt words, and the language it is in."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from rapport.desk.fields import PlainForm
from rapport.reckon.spelling import LONGEST


class SpellingForm(PlainForm):
    language = forms.ChoiceField(choices=settings.LANGUAGES, label=_("Language"))
    text = forms.CharField(
        max_length=LONGEST,
        strip=False,
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
    )


class WordForm(PlainForm):
    language = forms.ChoiceField(choices=settings.LANGUAGES)
    word = forms.CharField(max_length=80)
