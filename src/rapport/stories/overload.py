"""When somebody is promised more hours than there are in the coming weeks, the head of the team is asked to look."""

from __future__ import annotations

from collections.abc import Iterable

from rapport.agency.models import Member
from rapport.attention.ask import ask, settle
from rapport.attention.models import Item, open_items
from rapport.delivery.tasks.load import DOERS, carries
from rapport.journal.models import Entry
from rapport.reckon.capacity import Week, overloaded, uncounted
from rapport.reckon.verdict import Reason, because, counted
from rapport.stories.absence import heads_of

AHEAD = 4  # weeks


def of_task(entry: Entry) -> None:
    """A task came to somebody, left them, or moved: its doer now, and the one before."""
    look_at({pk for name in ("member", "was") if isinstance(pk := entry.data.get(name), int)})


def of_member(entry: Entry) -> None:
    """A member is away, stays, has another week or team."""
    if entry.about_id:
        look_at([entry.about_id])


def look_at_all() -> None:
    """Everybody who does tasks, and everybody who is asked about."""
    people = Member.objects.filter(is_active=True)
    asked = (int(cause.split(":")[1]) for cause in open_items(kind="overload").values_list("cause", flat=True))
    look_at({*(one.pk for one in people if one.is_(*DOERS)), *asked})


def look_at(members: Iterable[int]) -> None:
    """Ask about those with too much, settle the others. A dismissal holds until it is more still."""
    people = {one.pk: one for one in Member.objects.filter(pk__in=sorted(set(members)))}
    if not people:
        return
    carrying = carries(people.values(), weeks=AHEAD)
    standing = _standing()
    for pk, one in people.items():
        load = carrying[pk].load
        weeks = overloaded(load, AHEAD) if one.is_active else []
        wanted = {f"overload:{pk}:{head.pk}": head for head in (heads_of(one) if weeks else [])}
        for cause in standing.get(pk, set()) - wanted.keys():
            settle(cause=cause)
        over = round(sum(week.over for week in weeks), 1)
        for cause, head in wanted.items():
            if over > _accepted(cause):
                reason = _said(one, weeks, uncounted(load))
                ask("overload", cause=cause, member=head, reason=reason, hours=0.5, of=pk, over=over)


def _said(member: Member, weeks: list[Week], left_out: list[Reason]) -> Reason:
    first = weeks[0]
    told = because(
        "{name} is promised {promised} h in the week from {day}, and {there} h may be.",
        name=member.name, promised=round(first.promised, 1), day=first.monday, there=round(first.there, 1),
    )  # fmt: skip
    if len(weeks) > 1:
        more = counted("{n} week more", "{n} weeks more", len(weeks) - 1)
        told = because("{first} Too much in {more}.", first=told, more=more)
    if left_out:
        told = because("{first} {then}", first=told, then=left_out[0])
    return told


def _standing() -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for cause in open_items(kind="overload").values_list("cause", flat=True):
        found.setdefault(int(cause.split(":")[1]), set()).add(cause)
    return found


def _accepted(cause: str) -> float:
    """The most hours too many that the head has seen and let stand since it last fitted."""
    closed = Item.objects.filter(cause=cause).exclude(closed_at=None).order_by("-closed_at").first()
    return float(closed.facts.get("over", 0)) if closed and closed.outcome in ("done", "dismissed") else 0.0
