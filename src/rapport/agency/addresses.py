"""Which mail addresses are ours: for telling our side of a letter from theirs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapport.agency.models import Member
from rapport.reckon.matching import domain_of


@dataclass(frozen=True, slots=True)
class Ours:
    """Members by address, and the domains nobody else writes from."""

    members: dict[str, int]
    domains: frozenset[str]

    def __contains__(self, mail: str) -> bool:
        return mail in self.members or (bool(domain_of(mail)) and domain_of(mail) in self.domains)


def ours(also: Iterable[tuple[str, int]] = ()) -> Ours:
    """One statement. `also` are further addresses of members, such as those of their mailboxes."""
    rows = Member.objects.values_list("email", "pk", "is_active")
    members = {mail.lower(): pk for mail, pk, _active in rows} | {mail.lower(): pk for mail, pk in also}
    return Ours(members, frozenset(filter(None, map(domain_of, members))))
