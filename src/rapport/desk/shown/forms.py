"""The colour and logo of a client, or of the agency."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from rapport.desk.fields import PlainForm


class DressForm(PlainForm):
    brand = forms.CharField(
        label=gettext_lazy("Colour"), max_length=9, required=False,
        widget=forms.TextInput(attrs={"placeholder": "#1f6f54", "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy("Six digits. Too light for white words, it is darkened until they can be read."),
    )  # fmt: skip
    logo = forms.FileField(
        label=gettext_lazy("Logo"),
        required=False,
        help_text=gettext_lazy("A square PNG, JPEG or WebP of at most 1 MB."),
    )
    without_logo = forms.BooleanField(label=gettext_lazy("Take the logo away"), required=False)
