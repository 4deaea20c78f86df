"""A signed exception to "one client per industry" comes back to a head on its day of review."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db.models import Q

from rapport.agency.models import Agency
from rapport.attention.ask import ask_once, settle
from rapport.attention.models import open_items
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio.models import HELD, SharedIndustry
from rapport.reckon.timing import Calendar, Week
from rapport.reckon.verdict import because


def remind(entry: Entry) -> None:
    """Ask on the day of review; a review moves the day, and settles what stood open until then."""
    found = SharedIndustry.objects.select_related("client", "other", "signed_by").filter(pk=entry.about_id or 0).first()
    if found:
        _look_at(found)


def of_client(entry: Entry) -> None:
    """A client has gone, rests or is back: an exception between it and another may need no review now."""
    beside = Q(client=entry.client_id) | Q(other=entry.client_id)
    for found in SharedIndustry.objects.filter(beside).select_related("client", "other", "signed_by"):
        _look_at(found)


def _look_at(exception: SharedIndustry) -> None:
    sides = (exception.client, exception.other)
    held = all(side.status in HELD and not side.deleted_at and not side.merged_into_id for side in sides)
    review_on = exception.review_on if held else None
    wanted = f"exclusivity:{exception.pk}:{review_on}"
    standing = open_items(kind="exclusivity", cause__startswith=f"exclusivity:{exception.pk}:")
    for cause in standing.exclude(cause=wanted).values_list("cause", flat=True):
        settle(cause=cause)
    if review_on is None:
        return
    ask_once(
        "exclusivity",
        cause=wanted,
        client=exception.client,
        member=exception.signed_by if exception.signed_by.is_active else None,
        reason=because(
            "The exception with {other} was signed on {day}: {why}",
            other=exception.other.name, day=exception.signed_at.date(), why=exception.reason,
        ),
        due=_end_of(review_on),
        shows_from=_start_of(review_on),
        hours=0.5,
        exception=exception.pk,
    )  # fmt: skip


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.zone_of(Agency.ours().zone))


def _end_of(day: date) -> datetime:
    agency = Agency.ours()
    ours = Calendar(zone=agency.zone, week=Week.parse(agency.week), holidays=agency.country)
    return ours.end_of_day(ours.next_working_day(day))
