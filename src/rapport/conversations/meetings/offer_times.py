"""Offers a contact times for a meeting, by a letter with a link: one click makes the meeting, no account is needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.agency.models import Agency, Member
from rapport.approvals.ask import mail_of
from rapport.approvals.written_in import language_of, spoken, zone_of
from rapport.attention.ask import settle
from rapport.conversations.meetings.access import requires
from rapport.conversations.meetings.find_times import sides
from rapport.conversations.meetings.models import Meeting, Offer, OfferedTime
from rapport.conversations.meetings.offers import PURPOSE, theirs_to_read, waiting
from rapport.conversations.meetings.plan import LONGEST, SHORTEST
from rapport.conversations.meetings.withdraw_offer import withdraw_offer
from rapport.journal import clock
from rapport.journal.record import record
from rapport.links.hand_out import hand_out
from rapport.portfolio.models import Client, Contact
from rapport.post.models import Account
from rapport.post.put import put
from rapport.reckon.verdict import Reason, as_data
from rapport.ui import formats

MOST_TIMES = 5
LASTS = timedelta(days=30)
Offered = tuple[datetime, Reason | None]


def offer_times(
    client: Client,
    *,
    by: Member,
    contact: Contact,
    times: Sequence[datetime],
    members: Iterable[Member] = (),
    title: str = "",
    minutes: int = 60,
    place: str = "",
    moves: Meeting | None = None,
) -> tuple[Offer, str]:
    """The offer and the address of its page; the letter waits in the outbox. `by` hosts; `members` come too.

    `moves` is a planned meeting that the pick moves; without it the pick makes one. An earlier offer to the same
    person about the same, and one for the same meeting, is replaced. ValidationError by field, also for a time that
    went while it was looked at.
    """
    requires(by, client)
    host = moves.host if moves is not None else by
    ours = list({one.pk: one for one in (host, *members)}.values())
    title = " ".join(title.split()) or (str(moves) if moves is not None else _("Meeting"))
    mail = mail_of(contact)
    chosen = sorted(set(times))
    _check(client, contact, mail, minutes, chosen, moves)
    with transaction.atomic():
        table = sides(
            client, ours, [contact], since=chosen[0], until=chosen[-1] + timedelta(minutes=minutes), but=moves
        )
        judged = [(at, table.judge(at, minutes)) for at in chosen]
        if gone := [at for at, slot in judged if slot is None]:
            words = _("%(moment)s has gone meanwhile. Look for times once more.")
            raise ValidationError({"times": [words % {"moment": formats.moment(at)} for at in gone]})
        _replace(client, contact, title, moves, by)
        offer = Offer.objects.create(
            client=client, contact=contact, member=host, title=title[:160], minutes=minutes, place=place.strip()[:300],
            meeting=moves,
        )  # fmt: skip
        offer.members.set(ours)
        offered = [(at, theirs_to_read(slot)) for at, slot in judged if slot is not None]
        OfferedTime.objects.bulk_create(
            OfferedTime(offer=offer, at=at, reason=as_data(reason) if reason else None) for at, reason in offered
        )
        link, token = hand_out(
            PURPOSE, lasts=min(LASTS, chosen[-1] - clock.now()), by=by, subject=offer, client=client.pk,
            contact=contact.pk,
        )  # fmt: skip
        offer.link = link
        offer.save(update_fields=["link"])
        settle(client=client, kind="pick", by=by)
        address = settings.BASE_URL + reverse(settings.TIMES_URL, args=[token])
        _write(offer, offered, mail, address, by)
        record(
            "times.offered", by=by, about=offer, client=client.pk, title=offer.title, name=contact.name,
            times=[at.isoformat() for at in chosen], meeting=moves.pk if moves else None,
        )  # fmt: skip
    return offer, address


def lines_of(offered: Iterable[Offered], ours: str) -> list[str]:
    """Each time in the reader's clock with ours beside where it is another; within `spoken`."""
    return [line_of(at, reason, ours) for at, reason in offered]


def line_of(at: datetime, reason: Reason | None, ours: str) -> str:
    told = f"{formats.day(at, 'full')}, {formats.clock_time(at)}"
    if beside := with_us(at, ours):
        told += f" ({beside})"
    return f"{told}. {formats.say(reason)}" if reason else told


def with_us(at: datetime, ours: str) -> str:
    """What our clock shows then, with the day where it is another; empty where both clocks agree. Within `spoken`."""
    here, there = at.astimezone(clock.zone_of(ours)), timezone.localtime(at)
    if here.utcoffset() == there.utcoffset():
        return ""
    shown = formats.clock_time(at, zone=ours)
    if here.date() != there.date():
        shown = f"{formats.day(here.date(), 'noday')}, {shown}"
    return _("%(time)s with us in %(city)s") % {"time": shown, "city": formats.city(ours)}


def _check(
    client: Client, contact: Contact, mail: str, minutes: int, times: list[datetime], moves: Meeting | None
) -> None:
    wrong: dict[str, str] = {}
    if contact.client_id != client.pk or contact.deleted_at:
        wrong["contact"] = _("Choose somebody of this client.")
    elif not mail:
        words = _("No mail address of %(name)s is known. Write one down on their page first.")
        wrong["contact"] = words % {"name": contact.name}
    if not SHORTEST <= minutes <= LONGEST:
        wrong["minutes"] = _("A meeting takes between %(least)s minutes and %(most)s hours.") % {
            "least": SHORTEST, "most": LONGEST // 60,
        }  # fmt: skip
    if not times:
        wrong["times"] = _("Choose at least one time.")
    elif len(times) > MOST_TIMES:
        wrong["times"] = _("Offer at most %(most)s times.") % {"most": MOST_TIMES}
    elif times[0] <= clock.now():
        wrong["times"] = _("A time that is over cannot be offered.")
    if moves is not None and (moves.state != Meeting.State.PLANNED or moves.from_outside):
        wrong["times"] = _("Only a meeting of ours that is planned can be moved.")
    if wrong:
        raise ValidationError(wrong)


def _replace(client: Client, contact: Contact, title: str, moves: Meeting | None, by: Member) -> None:
    """One offer waits for one thing; a meeting knows the last offer that was about it."""
    for earlier in waiting(client=client, contact=contact, title=title[:160]):
        earlier.client = client
        withdraw_offer(earlier, by=by)
    if moves is not None:
        for earlier in waiting(meeting=moves):
            earlier.client = client
            withdraw_offer(earlier, by=by)
        Offer.objects.filter(meeting=moves).update(meeting=None)


def _write(offer: Offer, offered: Sequence[Offered], mail: str, address: str, by: Member) -> None:
    contact = offer.contact
    language, zone = language_of(contact, offer.client), zone_of(contact, offer.client)
    account = Account.objects.filter(member=by).order_by("pk").first()
    with spoken(language, zone):
        intro = _("we would like to meet: %(title)s, %(minutes)s minutes. Which of these times suits you?")
        parts = [
            _("Good day, %(name)s.") % {"name": contact.first_name or contact.name},
            intro % {"title": offer.title, "minutes": offer.minutes},
            "\n".join(f"- {line}" for line in lines_of(offered, offer.member.zone)),
            _("These are times in %(city)s.") % {"city": formats.city(zone)},
            _("Choose one here with one click, without a password, or say that none suits:\n%(address)s")
            % {"address": address},
            f"{by.name}\n{Agency.ours().name}",
        ]
        put(
            key=f"times:{offer.pk}", to=mail, to_all=[[contact.name, mail]], sender=account, by=by,
            client_id=offer.client_id, subject=_("Times for: %(title)s") % {"title": offer.title},
            text="\n\n".join(parts) + "\n", language=language,
            headers={} if account else {"Reply-To": by.email},
        )  # fmt: skip
