"""How kinds of answers and parts of the work are called, wherever an edition is shown or written."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS: list[tuple[str, str | Promise]] = [
    ("line", _("A line")),
    ("text", _("A longer text")),
    ("choice", _("One of several")),
    ("choices", _("Some of several")),
    ("yes_no", _("Yes or no")),
    ("number", _("A number")),
    ("money", _("An amount of money")),
    ("date", _("A day")),
    ("address", _("A web address")),
    ("file", _("A file")),
]
PARTS_OF_TASKS: list[tuple[str, str | Promise]] = [
    ("keeper", pgettext_lazy("task of", "the keeper")),
    ("specialist", pgettext_lazy("task of", "a specialist")),
    ("client", pgettext_lazy("task of", "the client")),
]
