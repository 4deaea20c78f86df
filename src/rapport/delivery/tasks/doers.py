"""Who can be given a task: those who keep or work for the client, and specialists and contractors who could."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rapport.agency.access import may
from rapport.agency.models import Member, Role
from rapport.portfolio.crew import add_to_crew
from rapport.portfolio.keepers import keeper_of
from rapport.portfolio.models import Client, Crew, Keeper


@dataclass(frozen=True, slots=True)
class Doers:
    """`here` keep the client or work for it; `beyond` are specialists and contractors who do not yet."""

    here: list[Member]
    beyond: list[Member]

    @property
    def all(self) -> list[Member]:
        return [*self.here, *self.beyond]


def doers(client: Client | None, by: Member) -> Doers:
    """Whom `by` may choose; three statements. Own work of the house goes to any colleague who does tasks."""
    everyone = [one for one in Member.objects.filter(is_active=True) if may(one, "task.do")]
    if client is None:
        return Doers(everyone, [])
    keeping = set(Keeper.objects.current().filter(client=client).values_list("member", flat=True))
    crew = set(Crew.objects.current().filter(client=client).values_list("member", flat=True))
    here, beyond = [], []
    for one in everyone:
        if works_there(one, client, keeping, crew) or one.pk == by.pk:
            here.append(one)
        elif one.is_(Role.SPECIALIST, Role.CONTRACTOR):
            beyond.append(one)
    return Doers(here, beyond)


def let_work(client: Client | None, member: Member, *, by: Member, into_crew: bool) -> None:
    """See that the doer may see the task: refuse, with a sentence, whoever does not work for the client.

    `into_crew`: the keeper said that they come into the crew with it.
    """
    if not (member.is_active and may(member, "task.do")):
        raise ValidationError({"member": _("%(name)s cannot be given tasks here.") % {"name": member.name}})
    if client is None or works_for(client, member):
        return
    if not member.is_(Role.SPECIALIST, Role.CONTRACTOR):
        raise ValidationError(
            {
                "member": _("%(name)s does not see this client. Choose somebody who works for it.")
                % {"name": member.name}
            }
        )
    if not into_crew:
        raise ValidationError(
            {
                "member": _("%(name)s does not work for %(client)s yet. Tick that they do from now on.")
                % {"name": member.name, "client": client.name}
            }
        )
    add_to_crew(client, member, by=by)


def works_for(client: Client, member: Member) -> bool:
    """Whether the member would see a task of theirs at this client."""
    seen = Client.objects.here().visible_to(member).filter(pk=client.pk).first()
    return seen is not None and may(member, "task.do", seen.standing_of(member))


def works_there(one: Member, client: Client, keeping: set[int], crew: set[int]) -> bool:
    """The same of rows that were read for all."""
    if one.is_(Role.HEAD) and one.team_id in (None, client.team_id):
        return True
    if one.pk in keeping and one.is_(Role.MANAGER, Role.HEAD):
        return True
    return one.pk in crew and one.is_(Role.SPECIALIST, Role.CONTRACTOR)


def keeper_for(client: Client | None, by: Member) -> Member:
    """Who checks the work: the client's keeper, or whoever writes the task where there is none."""
    if client is None:
        return by
    return keeper_of(client.pk) or by
