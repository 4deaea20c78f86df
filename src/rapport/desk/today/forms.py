"""What is typed in a row of Today: a word, a date, a reason, a colleague."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.conversations.models import Touchpoint

NEEDED = {"required": _("This is needed; it cannot stay empty.")}


class WordForm(forms.Form):
    """A word in one line; which of the two buttons was pressed says who began."""

    channel = forms.ChoiceField(
        choices=Touchpoint.Channel.choices, error_messages={"required": _("Choose how you spoke.")}
    )
    began = forms.ChoiceField(
        choices=Touchpoint.Began.choices, error_messages={"required": _("Say who began: press one of the two buttons.")}
    )
    summary = forms.CharField(max_length=20_000, error_messages={"required": _("Say in a line what was said.")})
    once = forms.UUIDField(required=False)
