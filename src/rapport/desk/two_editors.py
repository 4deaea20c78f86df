"""Two edited one thing at once: shows both versions field by field, and reads which was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from rapport.journal.models import Entry
from rapport.ui.formats import ago, day, moment

MINE, THEIRS = "mine", "theirs"


def chosen(mine: Mapping[str, Any], now: Mapping[str, Any], sent: QueryDict) -> dict[str, Any]:
    """My values, but what stands now where the second page was answered with "theirs"."""
    return {name: now[name] if name in now and sent.get(f"keep_{name}") == THEIRS else mine[name] for name in mine}


def conflict(
    form: forms.Form,
    mine: Mapping[str, Any],
    now: Mapping[str, Any],
    *,
    entries: list[Entry],
    version: int,
    labels: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """What desk/two_editors.html shows: the fields that differ, who saved when, and all that was sent, hidden.

    `entries` are the saves since my version, oldest first: a field that I left as it stood then keeps theirs.
    """
    words = labels or {}
    differing = [name for name in mine if name in now and name != "version" and mine[name] != now[name]]
    base: dict[str, Any] = {}
    for entry in entries:
        for name, (before, _after) in entry.data.get("changes", {}).items():
            base.setdefault(name, before)
    last = entries[-1] if entries else None
    return {
        "rows": [
            (name, words.get(name) or form.fields[name].label, *(shown(form, name, side[name]) for side in (mine, now)))
            for name in differing
        ],
        "untouched": [name for name in differing if name in base and _plain(mine[name]) == _plain(base[name])],
        "same": len([name for name in mine if name in now and name != "version"]) - len(differing),
        "them": last.by.name if last and last.by else _("Somebody"),
        "saved": _saved(last) if last else "",
        "sent": [
            (name, value)
            for name, values in form.data.lists()  # type: ignore[attr-defined]
            for value in values
            if name not in ("csrfmiddlewaretoken", "version") and not name.startswith("keep_")
        ],
        "version": version,
    }  # fmt: skip


def _saved(entry: Entry) -> str:
    return _("Saved %(moment)s, %(ago)s. Nothing is lost.") % {"moment": moment(entry.at), "ago": ago(entry.at)}


def shown(form: forms.Form, name: str, value: Any) -> str:
    """A value of a field in words."""
    field = form.fields.get(name)
    match value:
        case None | "" | []:
            return ""
        case bool():
            return _("yes") if value else _("no")
        case list() | tuple():
            return ", ".join(_part(part) for part in value)
        case date():
            return day(value)
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    return str(value)


def _part(part: Any) -> str:
    """One of several: an absence is its two days."""
    return f"{day(part[0])} – {day(part[1])}" if isinstance(part, tuple) else str(part)


def _plain(value: Any) -> Any:
    """As the journal wrote it, so that both can be compared."""
    if isinstance(value, dict):
        return value.get("name", "")
    return str(value) if isinstance(value, date) else value or None
