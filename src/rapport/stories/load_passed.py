"""When a manager carries more than the cap, the head of the team is asked to look; when it fits again, no longer."""

from __future__ import annotations

from collections.abc import Iterable

from rapport.agency.models import Agency, Member
from rapport.attention.ask import ask, settle
from rapport.attention.models import Item, open_items
from rapport.journal.models import Entry
from rapport.portfolio.load import cap_of, loads
from rapport.portfolio.models import Keeper
from rapport.reckon.verdict import because
from rapport.reckon.workload import check
from rapport.stories.absence import heads_of


def of_member(entry: Entry) -> None:
    """The load of a member has passed the cap, or the member has another cap or team."""
    if entry.about_id:
        look_at([entry.about_id])


def of_keepers(entry: Entry) -> None:
    """What a client's keepers carry has changed: it was given on, rests, has gone, buys more or less."""
    told = entry.data.get("was_keeper"), entry.data.get("keeper")
    kept = Keeper.objects.filter(client=entry.client_id, part=Keeper.Part.KEEPER)
    look_at({*kept.values_list("member", flat=True), *(pk for pk in told if isinstance(pk, int))})


def look_at_all() -> None:
    """Every manager who keeps clients or is asked about."""
    keep = Keeper.objects.current().filter(part=Keeper.Part.KEEPER).values_list("member", flat=True)
    look_at({*keep, *(int(cause.split(":")[1]) for cause in open_items(kind="load").values_list("cause", flat=True))})


def look_at(members: Iterable[int]) -> None:
    """Ask about those over their cap, settle those who are not. A dismissal holds until the load is higher still."""
    people = {member.pk: member for member in Member.objects.filter(pk__in=sorted(set(members)))}
    agency, carried = Agency.ours(), loads(people)
    for pk, member in people.items():
        verdict = check(carried.get(pk, 0.0), 0.0, cap_of(member, agency))
        heads = heads_of(member) if verdict.over and member.is_active else []
        wanted = {f"load:{pk}:{head.pk}": head for head in heads}
        for cause in _standing(pk) - wanted.keys():
            settle(cause=cause)
        for cause, head in wanted.items():
            if verdict.load <= _accepted(cause):
                continue
            ask(
                "load",
                cause=cause,
                member=head,
                reason=because(
                    "{name} carries {load} against a cap of {cap}.",
                    name=member.name, load=round(verdict.load, 1), cap=round(verdict.cap, 1),
                ),
                hours=0.5,
                of=pk,
                load=verdict.load,
            )  # fmt: skip


def _standing(member: int) -> set[str]:
    return set(open_items(kind="load", cause__startswith=f"load:{member}:").values_list("cause", flat=True))


def _accepted(cause: str) -> float:
    """The highest load that the head has seen and let stand since it last fitted."""
    closed = Item.objects.filter(cause=cause).exclude(closed_at=None).order_by("-closed_at").first()
    return float(closed.facts.get("load", 0)) if closed and closed.outcome in ("done", "dismissed") else 0.0
