"""The morning digest: a member's day as a letter, in their language, at their hour, once a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.agency.models import Absence, Member
from rapport.agency.permissions import may_at_all
from rapport.attention.quiet import quiet_until
from rapport.journal import clock
from rapport.overview.away import AwayRow
from rapport.overview.by_when import by_when
from rapport.overview.changes import Change, changes
from rapport.overview.today import Day, Row, Thing, today
from rapport.post.models import Outgoing
from rapport.post.put import put
from rapport.ui import formats

LATEST = timedelta(hours=4)  # after that the morning has gone by and a digest would only repeat the page
SHOWN = 12


@dataclass(frozen=True, slots=True)
class DigestRow:
    name: str
    place: str
    by: str
    left: str
    late: bool
    reasons: Sequence[str]


@dataclass(frozen=True, slots=True)
class Digest:
    """What the letter says; the same is shown in the browser."""

    subject: str
    greeting: str
    day: datetime
    rows: Sequence[DigestRow]
    more: int
    tomorrow: int
    away: Sequence[AwayRow]
    birthdays: Sequence[Thing]
    changes: Sequence[Change]
    address: str

    @property
    def is_empty(self) -> bool:
        return not (self.rows or self.tomorrow or self.away or self.birthdays or self.changes)


def send_digests() -> int:
    """Put the digest of every member whose hour it is into the outbox; the number put. Safe to run twice."""
    now = clock.now()
    ripe = [(member, key) for member in Member.objects.filter(is_active=True) if (key := _key_if_ripe(member, now))]
    there = set(Outgoing.objects.filter(key__in=[key for _member, key in ripe]).values_list("key", flat=True))
    return sum(_send(member, key, now) for member, key in ripe if key not in there)


def compose(member: Member, now: datetime) -> Digest:
    """The digest as of now, in the language that is active."""
    day = today(member, now)
    count = day.waiting
    return Digest(
        subject=ngettext("%(num)s client needs you today", "%(num)s clients need you today", count)
        % {"num": formats.number(count)}
        if count
        else _("Nobody waits for you today"),
        greeting=_("Good morning, %(name)s.") % {"name": member.first_name},
        day=now,
        rows=[_row(row, day) for row in day.now[:SHOWN]],
        more=max(len(day.now) - SHOWN, 0),
        tomorrow=day.tomorrow_count,
        away=day.away,
        birthdays=day.ahead,
        changes=changes(day.kept.among, now)[:SHOWN],
        address=f"{settings.BASE_URL}/",
    )


def as_text(digest: Digest) -> str:
    """The letter in plain words."""
    return "\n".join(_lines(digest)) + "\n"


@contextmanager
def manners_of(member: Member) -> Iterator[None]:
    """Speak in the member's language, by their clock, in their formats."""
    known = {code for code, _name in settings.LANGUAGES}
    with (
        translation.override(member.language if member.language in known else "en"),
        timezone.override(clock.zone_of(member.zone)),
        formats.formats(member.formats),
    ):
        yield


def _key_if_ripe(member: Member, now: datetime) -> str:
    """The key of today's digest when its hour has come and the member works today."""
    if member.digest_at is None or not may_at_all(member.roles, "today.see"):
        return ""
    local = now.astimezone(clock.zone_of(member.zone))
    due = datetime.combine(local.date(), member.digest_at, local.tzinfo)
    return f"digest:{member.pk}:{local.date().isoformat()}" if due <= local < due + LATEST else ""


def _send(member: Member, key: str, now: datetime) -> bool:
    day = now.astimezone(clock.zone_of(member.zone)).date()
    if Absence.objects.filter(member=member, first__lte=day, last__gte=day).exists():
        return False
    if not member.calendar().is_working_day(day):
        return False
    with manners_of(member):
        digest = compose(member, now)
        if digest.is_empty:
            return False
        html = render_to_string("overview/digest_letter.html", {"digest": digest, "language": member.language})
        put(
            key=key,
            to=member.email,
            subject=digest.subject,
            text=as_text(digest),
            html=html,
            language=member.language,
            not_before=quiet_until(member, now),
        )
    return True


def _row(row: Row, day: Day) -> DigestRow:
    by, left, late = by_when(row, day)
    reasons = [formats.say(thing.reason) for thing in row.things[:3]]
    if row.line is None:
        return DigestRow(reasons[0], "", by, left, late, reasons[1:])
    place = " · ".join(filter(None, [row.line.tier, row.line.city or row.line.country]))
    return DigestRow(row.line.name, place, by, left, late, reasons)


def _lines(digest: Digest) -> Iterator[str]:
    yield digest.greeting
    yield digest.subject + "."
    for row in digest.rows:
        yield ""
        yield f"{row.name} · {row.by}, {row.left}" if row.by else f"{row.name} · {row.left}"
        yield from (f"  {reason}" for reason in row.reasons)
    if digest.more:
        yield ""
        yield ngettext("and %(num)s more", "and %(num)s more", digest.more) % {"num": formats.number(digest.more)}
    if digest.birthdays or digest.away:
        yield ""
        yield _("Ahead")
        yield from (f"  {formats.day(thing.due)}: {formats.say(thing.reason)}" for thing in digest.birthdays)
        yield from (f"  {away_words(row)}" for row in digest.away)
    if digest.changes:
        yield ""
        yield _("Since yesterday")
        yield from (f"  {change.client} {formats.say(change.phrase)}" for change in digest.changes)
    yield ""
    yield digest.address


def away_words(row: AwayRow) -> str:
    """Who is away until when, in a line."""
    name = f"{row.name}, {row.client}" if row.client else row.name
    if row.first == row.last:
        return _("%(name)s is away on %(day)s") % {"name": name, "day": formats.day(row.first)}
    return _("%(name)s is away from %(first)s to %(last)s") % {
        "name": name, "first": formats.day(row.first), "last": formats.day(row.last)
    }  # fmt: skip
