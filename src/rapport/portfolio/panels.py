"""Portfolio's pieces of the client page: the strip of facts in its head, and the people beside the story."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from rapport.agency.access import may
from rapport.agency.models import Member
from rapport.journal import clock
from rapport.portfolio import facts
from rapport.portfolio.models import Away, Client, Contact, DirectLine, Engagement, Parting

SHOWN = 5


def head_facts(client: Client, member: Member) -> dict[str, Any]:
    """What stands under the client's name. `client` comes from `client_for`, so that its standing is known.

    keeping: facts.Keeping · there: {zone, at, works_now, until, holiday_or_weekend} · fees: {currency: Decimal} or
    None when the member may not see money · since: date or None · services: [name] · tags: [name] · crew: [name]
    pause, parting: the open row or None · may: {deed: bool}
    """
    today = clock.today()
    engagements = [
        e
        for e in client.engagements.select_related("service").all()
        if e.since <= today and (e.until is None or e.until >= today)
    ]
    return {
        "keeping": facts.keeping([client.pk]).get(client.pk, facts.Keeping()),
        "there": there(client),
        "fees": _fees(engagements) if may(member, "client.money", client.standing) else None,
        "since": min((e.since for e in engagements), default=client.since),
        "services": list(dict.fromkeys(e.service.name for e in engagements)),
        "tags": list(client.tags.values_list("name", flat=True)),
        "pause": client.pauses.filter(ended_on=None).first() if client.status == "paused" else None,
        "parting": _parting(client),
        "may": {
            deed: may(member, f"client.{deed}", client.standing)
            for deed in ("change", "hand_over", "part_ways", "merge", "delete", "notes", "money")
        },
    }


def there(client: Client) -> dict[str, Any]:
    """What time it is at the client and whether they work now, by its week and the public holidays of its country."""
    now = clock.now()
    calendar = client.calendar()
    local = now.astimezone(clock.zone_of(client.zone))
    span = calendar.week.days[local.weekday()]
    works = calendar.works_at(now)
    return {
        "zone": client.zone,
        "at": now,
        "today": local.date(),
        "works_now": works,
        "until": _instant(local, span[1]) if works and span else None,
        "opens": _instant(local, span[0])
        if span and not works and local.time() < span[0] and calendar.is_working_day(local.date())
        else None,
        "holiday": calendar.is_holiday(local.date()),
        "next_day": calendar.next_working_day(local.date() + timedelta(days=1)),
    }


def people_panel(client: Client, member: Member, shown: int = SHOWN) -> dict[str, Any]:
    """The people at the client, deciders first: {people: [person], more, total, may_change}.

    A person: contact, id, name, job, place (words, or "" for other), stance (words, or "" if unknown), manner,
    channel (the preferred or first, or None), away (their absence now or within two weeks), birthday (date within two
    weeks), lines (names of ours with a direct line).
    """
    rows = list(client.contacts.filter(deleted_at=None).prefetch_related("channels", "absences"))
    rows.sort(key=lambda contact: (_RANK.get(contact.place, 9), contact.folded, contact.pk))
    first = clock.today()
    last = first + timedelta(days=14)
    birthdays = {b.contact: b.day for b in facts.birthdays(first, last, [client.pk])} if rows else {}
    lines: dict[int | None, list[str]] = {}
    for line in DirectLine.objects.current().filter(client=client).select_related("member"):
        lines.setdefault(line.contact_id, []).append(line.member.name)
    return {
        "people": [person(row, first, last, birthdays.get(row.pk), lines.get(row.pk, [])) for row in rows[:shown]],
        "total": len(rows),
        "more": max(len(rows) - shown, 0),
        "may_change": may(member, "client.change", client.standing),
    }


def person(contact: Contact, first: date, last: date, birthday: date | None, lines: list[str]) -> dict[str, Any]:
    return {
        "contact": contact,
        "id": contact.pk,
        "name": contact.name,
        "job": contact.job,
        "place": "" if contact.place == Contact.Place.OTHER else contact.get_place_display(),
        "stance": "" if contact.stance == Contact.Stance.UNKNOWN else contact.get_stance_display(),
        "manner": contact.manner,
        "channel": next(iter(contact.channels.all()), None),
        "away": _away(contact, first, last),
        "birthday": birthday,
        "lines": lines,
    }


_RANK = {place: n for n, place in enumerate(Contact.Place.values)}


def _away(contact: Contact, first: date, last: date) -> Away | None:
    return next((away for away in contact.absences.all() if away.last >= first and away.first <= last), None)


def _fees(engagements: list[Engagement]) -> facts.Fees:
    total: dict[str, Any] = {}
    for engagement in engagements:
        if engagement.fee is not None:
            total[engagement.currency] = total.get(engagement.currency, 0) + engagement.fee
    return total


def _parting(client: Client) -> Parting | None:
    if client.status not in ("leaving", "gone"):
        return None
    return client.partings.filter(undone_at=None).first()


def _instant(local: datetime, at: Any) -> datetime:
    return local.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
