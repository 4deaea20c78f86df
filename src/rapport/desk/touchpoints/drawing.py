"""What the pages about words show beside their form: clients to choose from, versions side by side, the history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from rapport.agency.models import Member, Role
from rapport.conversations.correct import FIELDS, values_of
from rapport.conversations.models import Earlier, Touchpoint
from rapport.desk.touchpoints.forms import MOMENT, CorrectForm
from rapport.portfolio.models import Client, Contact
from rapport.reckon.folding import fold
from rapport.ui import formats

OFFERED = 30


def own_clients(member: Member, text: str = "") -> list[str]:
    """Names to choose from: one's own first; with a text, those that contain it."""
    rows = Client.objects.here().visible_to(member)
    if text:
        rows = rows.filter(folded__contains=fold(text))
    elif member.is_(Role.MANAGER, Role.HEAD):
        rows = rows.own_of(member)
    return list(rows.order_by("folded", "pk").values_list("name", flat=True)[:OFFERED])


def words_of(values: Mapping[str, Any], people: Mapping[int, str]) -> dict[str, str]:
    """The values of a touchpoint, as `values_of` gives them, in the reader's words."""
    at = parse_datetime(values["at"])
    return {
        "summary": values["summary"],
        "channel": _label(Touchpoint.Channel, values["channel"]),
        "began": _label(Touchpoint.Began, values["began"]),
        "at": formats.moment(at) if at else "",
        "people": ", ".join(people.get(pk, _("somebody removed")) for pk in values.get("people", [])),
        "direction": _label(Touchpoint.Direction, values["direction"]),
        "agreed": _("Inside an agreed appointment") if values["agreed"] else "",
        "mood": _label(Touchpoint.Mood, values["mood"]),
        "next_step": values["next_step"],
        "next_step_on": formats.day(parse_date(values["next_step_on"])) if values["next_step_on"] else "",
        "why_first": _label(Touchpoint.WhyFirst, values["why_first"]),
    }


def history_of(touchpoint: Touchpoint) -> list[dict[str, Any]]:
    """Every version, newest first: who wrote it, when, and which fields it changed from which words."""
    people = _names(touchpoint)
    earlier = list(Earlier.objects.filter(touchpoint=touchpoint).select_related("by").order_by("-at", "-pk"))
    found = []
    after = words_of(values_of(touchpoint), people)
    for row in earlier:
        before = words_of(row.values, people)
        fields = [
            {"label": label_of(name), "before": before[name], "after": after[name]}
            for name in before
            if before[name] != after[name]
        ]
        found.append({"by": row.by.name, "at": row.at, "fields": fields})
        after = before
    return found


def versions_of(form: CorrectForm, theirs: Touchpoint) -> dict[str, Any]:
    """The two versions side by side where they differ, and mine as a form would send it again."""
    people = _names(theirs)
    sent = form.changes()
    spoken_with = sorted(person.pk for person in sent.pop("people"))
    sent["direction"] = sent["direction"] or theirs.direction
    sent["next_step_on"] = sent["next_step_on"].isoformat() if sent["next_step_on"] else None
    mine = words_of({**sent, "at": sent["at"].isoformat(), "people": spoken_with}, people)
    stands = words_of(values_of(theirs), people)
    rows = [(name, label_of(name), mine[name], stands[name]) for name in mine if mine[name] != stands[name]]
    last = Earlier.objects.filter(touchpoint=theirs).select_related("by").order_by("-at", "-pk").first()
    return {
        "rows": rows,
        "same": len(mine) - len(rows),
        "them": last.by.name if last else theirs.member.name,
        "saved_at": last.at if last else theirs.created_at,
        "theirs": theirs,
        "mine": [(name, value) for name in (*FIELDS, "people") for value in sent_by(form).getlist(name)],
    }


def sent_by(form: CorrectForm) -> QueryDict:
    assert isinstance(form.data, QueryDict)
    return form.data


def chosen(data: QueryDict, touchpoint: Touchpoint) -> QueryDict:
    """What a choice between two versions comes to: mine as it was sent, theirs as it stands where that was kept."""
    kept = [name for name in (*FIELDS, "people") if data.get(f"keep_{name}") == "theirs"]
    if not kept:
        return data
    stands = values_of(touchpoint)
    stands["at"] = timezone.localtime(touchpoint.at).strftime(MOMENT)
    merged = data.copy()
    for name in kept:
        value = stands[name]
        if name == "people":
            merged.setlist(name, [str(pk) for pk in value])
        elif isinstance(value, bool):
            merged.setlist(name, ["on"] if value else [])
        else:
            merged[name] = "" if value is None else value
    return merged


def label_of(name: str) -> str:
    return str(CorrectForm.base_fields[name].label)


def _names(touchpoint: Touchpoint) -> dict[int, str]:
    return {contact.pk: contact.name for contact in Contact.objects.filter(client=touchpoint.client_id)}


def _label(choices: Any, value: str) -> str:
    return str(choices(value).label) if value else ""
