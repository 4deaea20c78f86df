"""Takes on a client: its row, its keeper, what it buys; refuses a second client of one industry unless a head signs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction

from rapport.agency.access import require
from rapport.agency.models import Agency, Member
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio import exclusivity, load
from rapport.portfolio.models import HELD, Client, Engagement, Keeper, Tag


def take_on(
    client: Client,
    *,
    by: Member,
    keeper: Member,
    deputy: Member | None = None,
    engagements: Sequence[Engagement] = (),
    tags: Sequence[str] = (),
    since: date | None = None,
    exception: exclusivity.Signature | None = None,
) -> Client:
    """Save a new client with its keeper and engagements; a form sent twice (`client.once`) is one client.

    Raises `exclusivity.Collides` (with whom and why) when the client's industry is taken and nobody signed.
    """
    require(by, "client.take_on")
    first_day = since or clock.today()
    try:
        with transaction.atomic():
            client.team = client.team or keeper.team
            client.since = client.since or first_day
            client.save()
            client.tags.set(filter(None, map(Tag.called, tags)))
            for part, member in ((Keeper.Part.KEEPER, keeper), (Keeper.Part.DEPUTY, deputy)):
                if member:
                    Keeper.objects.create(client=client, member=member, part=part, since=first_day, given_by=by)
            for engagement in engagements:
                engagement.client = client
                engagement.save()
            exclusivity.check(client, Agency.ours(), signed=exception)
            record("client.taken_on", by=by, about=client, client=client.pk, name=client.name, keeper=keeper.pk)
            if client.status in HELD:
                load.note(keeper, client, by=by)
    except IntegrityError:
        if client.once and (there := Client.objects.filter(once=client.once).first()):
            return there
        raise
    return client
