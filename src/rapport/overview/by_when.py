"""Says by when a row of the day wants to be done and how much time is left: for Today and the digest."""

from __future__ import annotations

from django.utils.translation import gettext as _

from rapport.overview.today import Day, Row
from rapport.ui import formats


def by_when(row: Row, day: Day) -> tuple[str, str, bool]:
    """By when and how much time is left, in words; whether it is late."""
    lates = [(thing.due, late) for thing in row.things if (late := thing.late(day.zone)) and thing.due]
    following = row.next_due(day.at)
    today_still = following is not None and following.astimezone(day.zone).date() == day.today
    by = _("by %(time)s") % {"time": formats.clock_time(following)} if today_still else _("today")
    if lates:
        return by, formats.say(min(lates, key=lambda pair: pair[0])[1]), True
    if today_still:
        return by, formats.ago(following), False
    if (due := row.due) and due <= day.at:
        return _("by %(time)s") % {"time": formats.clock_time(due)}, formats.ago(due), True
    if following:
        return formats.day(following), formats.ago(following), False
    return "", _("no date"), False
