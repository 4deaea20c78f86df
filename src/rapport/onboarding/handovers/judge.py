"""A handover as the value that is judged, and what it still lacks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from rapport.catalogue.models import Service
from rapport.onboarding.handovers.models import Handover
from rapport.portfolio.models import Contact
from rapport.reckon import handover as judgement
from rapport.reckon.handover import HandedOver, Person, Sold, Verdict


def judge(handover: Handover, names: Mapping[str, str] | None = None) -> Verdict:
    """`names` of services by their keys, where many are judged; else one statement asks for them."""
    return judgement.judge(value_of(handover, service_names() if names is None else names))


def service_names() -> dict[str, str]:
    return {service.key: service.name for service in Service.objects.all()}


def value_of(handover: Handover, names: Mapping[str, str]) -> HandedOver:
    facts = handover.facts
    return HandedOver(
        name=handover.name,
        keeper=handover.keeper.name if handover.keeper else "",
        services=tuple(_sold(row, names) for row in handover.services),
        promises=tuple(row["what"] for row in handover.promises),
        none_promised=handover.no_promises,
        people=tuple(_person(row) for row in handover.people),
        **{
            name: str(facts.get(name) or "")
            for name in ("address", "city", "country", "industry", "language", "zone", "legal_name", "legal_number")
        },
    )


def amount(text: Any) -> Decimal | None:
    """Money as it is kept: exact text, or nothing."""
    try:
        return Decimal(str(text)) if text not in (None, "") else None
    except InvalidOperation:
        return None


def a_day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError:
        return None


def _sold(row: dict[str, Any], names: Mapping[str, str]) -> Sold:
    key = str(row.get("service") or "")
    return Sold(names.get(key, key), str(row.get("package") or ""), amount(row.get("fee")), a_day(row.get("since")))


def _person(row: dict[str, Any]) -> Person:
    name = " ".join(filter(None, [row.get("first_name"), row.get("last_name")]))
    return Person(name, row.get("place") == Contact.Place.DECIDES, bool(row.get("mail") or row.get("phone")))
