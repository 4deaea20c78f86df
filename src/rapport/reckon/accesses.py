"""The ways of an access from one state to the next, and when one that we have wants looking after, with the reason.

>>> may_become("asked", "given"), may_become("wanted", "tested")
(True, False)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rapport.reckon.verdict import Reason, because

WANTED, ASKED, SOUGHT, GIVEN, TESTED = "wanted", "asked", "sought", "given", "tested"
REVOKED, NOT_NEEDED = "revoked", "not-needed"

MOVES: Mapping[str, tuple[str, ...]] = {
    WANTED: (ASKED, SOUGHT, GIVEN, NOT_NEEDED),
    ASKED: (GIVEN, SOUGHT, NOT_NEEDED),
    SOUGHT: (ASKED, GIVEN, NOT_NEEDED),
    GIVEN: (TESTED, ASKED, REVOKED),  # asked again: it does not work
    TESTED: (ASKED, REVOKED),
    REVOKED: (ASKED, GIVEN),
    NOT_NEEDED: (WANTED,),
}
HELD = (GIVEN, TESTED)  # we can get in
OPEN = (WANTED, ASKED, SOUGHT)  # we cannot yet
AHEAD = 14  # days before its end


def may_become(was: str, state: str) -> bool:
    """Whether an access may go from one state to the other; from and to an unknown one never."""
    return state in MOVES.get(was, ())


@dataclass(frozen=True, slots=True)
class LookAfter:
    """From which day somebody should look at it, by which day, why; `left`: it belongs to somebody who has left."""

    since: date
    due: date
    left: bool
    reason: Reason


def look_after(
    state: str, *, system: str, until: date | None, holder: str, holder_left: bool, today: date
) -> LookAfter | None:
    """What is to be looked at of an access that we have: somebody who left still has it, or its end is near or past.

    `until` is its last day. Nothing for an access that we do not have, or whose end is not in sight.

    >>> friday = date(2026, 3, 27)
    >>> found = look_after("tested", system="Ads", until=friday, holder="Tin", holder_left=False, today=friday)
    >>> found.since == friday - timedelta(days=14), found.due == friday, found.reason.plain()
    (True, True, 'The access to Ads (Tin) ends on 2026-03-27.')
    >>> look_after("given", system="Ads", until=None, holder="Tin", holder_left=True, today=friday).reason.plain()
    'Tin has left and still has access: Ads'
    """
    if state not in HELD:
        return None
    if holder_left:
        return LookAfter(
            today, today, True, because("{who} has left and still has access: {what}", who=holder, what=system)
        )
    if until is None:
        return None
    values = {"what": system, "day": until, "who": holder}
    if holder:
        reason = because("The access to {what} ({who}) ends on {day}.", **values)
        if until < today:
            reason = because("The access to {what} ({who}) ended on {day}, and is not revoked.", **values)
    else:
        reason = because("The access to {what} ends on {day}.", **values)
        if until < today:
            reason = because("The access to {what} ended on {day}, and is not revoked.", **values)
    return LookAfter(until - timedelta(days=AHEAD), until, False, reason)
