"""What a handover from sales still lacks, in words: for whoever writes it, and for the keeper who is to accept it.

A handover with a required part missing cannot be accepted (product.md C1): who decides, what was sold and what was
promised are then guessed by whoever begins, in front of the client.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rapport.reckon.verdict import Reason, because


@dataclass(frozen=True, slots=True)
class Sold:
    """One service as it was sold; `fee` is what is paid a month, zero where nothing is, None where it was not said."""

    service: str
    package: str = ""
    fee: Decimal | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the client; `reached` says whether a mail address or a telephone number is known."""

    name: str
    decides: bool = False
    reached: bool = False


@dataclass(frozen=True, slots=True)
class HandedOver:
    """All of a handover that is judged. `none_promised` was said in words, which is not the same as nothing said."""

    name: str = ""
    address: str = ""
    city: str = ""
    country: str = ""
    industry: str = ""
    language: str = ""
    zone: str = ""
    legal_name: str = ""
    legal_number: str = ""
    keeper: str = ""
    services: tuple[Sold, ...] = ()
    promises: tuple[str, ...] = ()
    none_promised: bool = False
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """`part` is the part of the form: client, services, promises, people, keeper. What is not required would help."""

    part: str
    why: Reason
    required: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    missing: tuple[Missing, ...]

    @property
    def required(self) -> tuple[Missing, ...]:
        return tuple(one for one in self.missing if one.required)

    @property
    def acceptable(self) -> bool:
        return not self.required


def judge(handed: HandedOver) -> Verdict:
    """All that is missing, in the order of the form, required or not. Source: product.md C1.

    >>> sold = Sold("SEO", "Growth", Decimal(1200), date(2026, 3, 2))
    >>> ivana = Person("Ivana", decides=True, reached=True)
    >>> verdict = judge(HandedOver("Adria", "Riva 1", "Split", "HR", "Dentists", "hr", "Europe/Zagreb", "Adria d.o.o.",
    ...                            "HR1", "Marta", (sold,), (), False, (ivana,)))
    >>> verdict.acceptable, [one.why.plain() for one in verdict.missing]
    (False, ['Say what was promised, or that nothing was.'])
    """
    return Verdict(tuple(_missing(handed)))


def _missing(handed: HandedOver) -> Iterator[Missing]:
    yield from _of_client(handed)
    yield from _of_services(handed.services)
    if not handed.promises and not handed.none_promised:
        yield Missing("promises", because("Say what was promised, or that nothing was."))
    if handed.promises and handed.none_promised:
        yield Missing("promises", because("Promises are written down, and it says that none were made: one is wrong."))
    yield from _of_people(handed.people)
    if not handed.keeper:
        yield Missing("keeper", because("Choose who is to look after them."))


def _of_client(handed: HandedOver) -> Iterator[Missing]:
    for value, why in (
        (handed.name, because("The client has no name yet.")),
        (handed.address, because("The address is missing.")),
        (handed.city, because("The city is missing.")),
        (handed.country, because("The country is missing; its public holidays decide the dates.")),
        (handed.industry, because("The industry is missing; we work for one client of each.")),
        (handed.language, because("Say in which language they are written to.")),
        (handed.zone, because("Say by which clock they live.")),
    ):
        if not value.strip():
            yield Missing("client", why)
    if not handed.legal_name.strip():
        yield Missing("client", because("The legal name is not known; the contract will need it."), required=False)
    if not handed.legal_number.strip():
        yield Missing("client", because("The register or tax number is not known."), required=False)


def _of_services(services: tuple[Sold, ...]) -> Iterator[Missing]:
    if not services:
        yield Missing("services", because("Say what they buy: a service, its package, its fee."))
    seen: set[str] = set()
    for sold in services:
        if sold.service in seen:
            yield Missing("services", because("{service} stands here twice.", service=sold.service))
        seen.add(sold.service)
        if not sold.package.strip():
            yield Missing("services", because("Which package of {service} they buy is missing.", service=sold.service))
        if sold.fee is None:
            yield Missing(
                "services", because("The fee for {service} is missing; zero where none is.", service=sold.service)
            )
        if sold.since is None:
            yield Missing("services", because("From which day they buy {service} is missing.", service=sold.service))


def _of_people(people: tuple[Person, ...]) -> Iterator[Missing]:
    deciding = [person for person in people if person.decides]
    if not people:
        yield Missing("people", because("Nobody at the client is named."))
    elif not deciding:
        yield Missing("people", because("Say who decides there."))
    elif not any(person.reached for person in deciding):
        yield Missing(
            "people",
            because("How to reach {name}, who decides, is missing: a mail address or a number.", name=deciding[0].name),
        )
    for person in people:
        if not person.reached and not (person.decides and not any(one.reached for one in deciding)):
            yield Missing("people", because("How to reach {name} is not known.", name=person.name), required=False)
