"""The keeper accepts a handover: the client is taken on with all that was sold, and every service begins at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Agency, Member
from rapport.attention.ask import settle
from rapport.catalogue.editions import newest_of
from rapport.catalogue.models import Service
from rapport.conversations.promises.make import make
from rapport.journal import clock
from rapport.journal.record import record
from rapport.onboarding.handovers.access import may_accept, refuse_unless
from rapport.onboarding.handovers.judge import a_day, amount, judge
from rapport.onboarding.handovers.models import Handover
from rapport.onboarding.starts.begin import begin
from rapport.portfolio.change import change
from rapport.portfolio.engage import engage
from rapport.portfolio.exclusivity import Signature
from rapport.portfolio.hand_over import hand_over
from rapport.portfolio.models import Channel, Client, Contact, Engagement, Industry, Keeper, Status
from rapport.portfolio.take_on import take_on
from rapport.portfolio.write_contact import Address, add_contact
from rapport.ui.formats import say

FACTS = (
    "legal_name", "legal_number", "address", "city", "country", "zone", "language", "mail", "phone", "web_site", "tier",
)  # fmt: skip


class Incomplete(ValidationError):
    """A required part is missing."""


def accept(
    handover: Handover,
    *,
    by: Member,
    specialists: Mapping[str, Member] | None = None,
    exception: Signature | None = None,
) -> Client:
    """All in one transaction; accepted twice it is accepted once. `specialists` by the key of a service.

    Raises Incomplete, `exclusivity.Collides` when the industry is taken, ValidationError.
    """
    refuse_unless(may_accept(by, handover))
    with transaction.atomic():
        row = Handover.objects.select_for_update(of=("self",)).select_related("keeper", "made_by").get(pk=handover.pk)
        if row.state == Handover.State.ACCEPTED and row.client is not None:
            return row.client
        _check(row)
        assert row.keeper is not None
        services = {service.key: service for service in Service.objects.filter(key__in=_keys(row))}
        client, engagements = _client(row, row.keeper, services, by, exception)
        contacts = _contacts(row, client, by)
        _promises(row, client, row.keeper, contacts, by)
        row.state, row.client = Handover.State.ACCEPTED, client
        row.accepted_at, row.accepted_by = clock.now(), by
        row.version += 1
        row.save()
        _begin(row, client, engagements, specialists or {}, by)
        settle(cause=f"handover:{row.pk}", by=by)
        record(
            "handover.accepted", by=by, about=row, client=client.pk, name=row.name, keeper=row.keeper_id,
            from_name=row.made_by.name,
        )  # fmt: skip
    return client


def _keys(row: Handover) -> list[str]:
    return [str(sold["service"]) for sold in row.services]


def _check(row: Handover) -> None:
    if row.state not in (Handover.State.SENT, Handover.State.DRAFT, Handover.State.RETURNED):
        raise ValidationError(_("This handover was dropped."))
    if row.state != Handover.State.SENT and row.made_by_id != row.keeper_id:
        raise ValidationError(_("It was not sent yet."))
    missing = judge(row).required
    if missing:
        words = _("It cannot be accepted while something is missing: %(parts)s")
        raise Incomplete(words % {"parts": " ".join(say(one.why) for one in missing)})
    known = set(Service.objects.filter(key__in=_keys(row)).values_list("key", flat=True))
    if unknown := [key for key in _keys(row) if key not in known]:
        raise ValidationError(_("There is no service “%(key)s” any more. Choose another one.") % {"key": unknown[0]})


def _client(
    row: Handover, keeper: Member, services: Mapping[str, Service], by: Member, signed: Signature | None
) -> tuple[Client, list[Engagement]]:
    """The prospect it names, or a new client; with what they buy. The standing of `by` is known."""
    facts = {name: row.facts[name] for name in FACTS if row.facts.get(name)}
    facts |= {"name": row.name, "industry": Industry.called(str(row.facts["industry"])), "status": Status.ONBOARDING}
    sold = [_engagement(one, services) for one in row.services]
    if row.client is not None:
        client = Client.objects.fetch(by, row.client.pk)
        client = change(client, facts, by=by, version=client.version, exception=signed)
        if not Keeper.objects.current().filter(client=client, member=keeper, part=Keeper.Part.KEEPER).exists():
            hand_over(client, by=by, keeper=keeper, note=_("From the handover."))
        bought = [engage(client, values, by=by, once=_once(row, n), exception=signed) for n, values in enumerate(sold)]
    else:
        bought = [Engagement(once=_once(row, n), **values) for n, values in enumerate(sold)]
        client = take_on(
            Client(**facts, once=_once(row, -1)), by=by, keeper=keeper, engagements=bought, exception=signed
        )
    return Client.objects.fetch(by, client.pk), bought


def _engagement(sold: Mapping[str, Any], services: Mapping[str, Service]) -> dict[str, Any]:
    return {
        "service": services[str(sold["service"])],
        "package": str(sold.get("package") or ""),
        "fee": amount(sold.get("fee")),
        "currency": str(sold.get("currency") or Agency.ours().currency),
        "since": a_day(sold.get("since")) or clock.today(),
    }


def _once(row: Handover, number: int) -> Any:
    return uuid5(NAMESPACE_URL, f"handover:{row.pk}:{number}")


def _contacts(row: Handover, client: Client, by: Member) -> list[Contact]:
    return [
        add_contact(
            client,
            {
                "first_name": str(one.get("first_name") or ""),
                "last_name": str(one.get("last_name") or ""),
                "job": str(one.get("job") or ""),
                "place": one.get("place") or Contact.Place.OTHER,
            },
            by=by,
            channels=[
                Address(kind, str(one[name]), preferred=kind == Channel.Kind.MAIL)
                for kind, name in ((Channel.Kind.MAIL, "mail"), (Channel.Kind.PHONE, "phone"))
                if one.get(name)
            ],
            once=_once(row, 1000 + number),
        )
        for number, one in enumerate(row.people)
    ]


def _promises(row: Handover, client: Client, keeper: Member, contacts: list[Contact], by: Member) -> None:
    """What sales promised is ours to keep now."""
    deciding = next((one for one in contacts if one.place == Contact.Place.DECIDES), None)
    for number, one in enumerate(row.promises):
        make(
            client, by=by, by_us=True, what=str(one["what"]), due=a_day(one.get("due")), member=keeper,
            contact=deciding, source="handover", source_id=row.pk, once=f"handover:{row.pk}:{number}",
        )  # fmt: skip


def _begin(
    row: Handover, client: Client, engagements: list[Engagement], specialists: Mapping[str, Member], by: Member
) -> None:
    """A start per service that has a playbook, from the day they buy it, or from today where that is past."""
    editions = newest_of([one.service for one in engagements])
    today = clock.today()
    for one in engagements:
        if (edition := editions.get(one.service_id)) is not None:
            begin(
                client, by=by, engagement=one, edition=edition, handover=row, began_on=max(one.since, today),
                specialist=specialists.get(one.service.key), once=f"handover:{row.pk}:{one.service.key}",
            )  # fmt: skip
