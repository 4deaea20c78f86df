"""The fields of a template, such as {first_name}: which there are, what stands in their place, which are unknown."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.agency.models import Agency, Member
from rapport.journal import clock
from rapport.portfolio.models import Client, Contact
from rapport.ui import formats

FIELDS = {
    "first_name": gettext_lazy("the first name of whoever it goes to"),
    "last_name": gettext_lazy("their last name"),
    "name": gettext_lazy("their whole name"),
    "client": gettext_lazy("the client's name"),
    "my_name": gettext_lazy("your name"),
    "my_first_name": gettext_lazy("your first name"),
    "agency": gettext_lazy("our agency's name"),
    "today": gettext_lazy("today's date"),
}
_FIELD = re.compile(r"\{([^{}\n]{0,60})\}")


def check(*texts: str) -> None:
    """Refuse a text with a field that there is not, and say which there are."""
    unknown = [name for text in texts for name in _FIELD.findall(text) if name not in FIELDS]
    if unknown:
        raise ValidationError(
            _("There is no field {%(field)s}. Those that can be used: %(fields)s.")
            % {"field": unknown[0], "fields": ", ".join(f"{{{name}}}" for name in FIELDS)}
        )


def fill(text: str, *, client: Client, contact: Contact | None, member: Member) -> str:
    """Put in what is known; a field nobody can fill stays, so that whoever sends sees it.

    >>> _filled("Dear {first_name}, {name}", {"first_name": "Ivana", "name": ""})
    'Dear Ivana, {name}'
    """
    return _filled(
        text,
        {
            "first_name": contact.first_name if contact else "",
            "last_name": contact.last_name if contact else "",
            "name": contact.name if contact else "",
            "client": client.name,
            "my_name": member.name,
            "my_first_name": member.first_name,
            "agency": Agency.ours().name,
            "today": formats.day(clock.today()),
        },
    )


def left_open(text: str) -> str:
    """The first field of ours that still stands in the text; empty when there is none."""
    return next((name for name in _FIELD.findall(text) if name in FIELDS), "")


def _filled(text: str, values: dict[str, str]) -> str:
    return _FIELD.sub(lambda found: values.get(found[1]) or found[0], text)
