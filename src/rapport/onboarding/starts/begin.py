"""Begins a service with a client by its playbook: everything the edition lays down, in one transaction."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.catalogue.editions import newest
from rapport.catalogue.models import Edition
from rapport.journal import clock
from rapport.journal.record import record
from rapport.onboarding.handovers.models import Handover
from rapport.onboarding.starts.first_meeting import first_meeting
from rapport.onboarding.starts.lay_out import Hands, days_of, lay
from rapport.onboarding.starts.models import Start
from rapport.portfolio.crew import add_to_crew
from rapport.portfolio.keepers import keeper_of
from rapport.portfolio.models import Client, Contact, Crew, Engagement

FURTHEST = timedelta(days=366)


def begin(
    client: Client,
    *,
    by: Member,
    engagement: Engagement,
    edition: Edition | None = None,
    began_on: date | None = None,
    specialist: Member | None = None,
    handover: Handover | None = None,
    once: str | None = None,
) -> Start:
    """The start with all that is laid out for it. An engagement is begun once: asked again, it is the same start.

    Without an edition it is the newest of the service; without a specialist the only one who works for the client.
    `client` comes through its door. ValidationError by field.
    """
    require(by, "start.keep", client.standing)
    day = began_on or clock.today()
    edition = edition or newest(engagement.service)
    _check(client, engagement, edition, day)
    assert edition is not None
    try:
        with transaction.atomic():
            Engagement.objects.select_for_update().get(pk=engagement.pk)
            if there := running(engagement):
                return there
            hands = _hands(client, by, specialist)
            start = Start.objects.create(
                client=client, engagement=engagement, edition=edition, handover=handover, began_on=day, made_by=by,
                once=once,
            )  # fmt: skip
            days = days_of(start, hands)
            lay(start, days, hands, by)
            start.meeting = first_meeting(client, hands.keeper, hands.contact, on_or_after=days.meeting(), by=by)
            start.save(update_fields=["meeting"])
            record(
                "start.begun", by=by, about=start, client=client.pk, service=engagement.service.key,
                service_name=engagement.service.name, edition=edition.number, began_on=day.isoformat(),
            )  # fmt: skip
    except IntegrityError:
        if once and (there := Start.objects.filter(once=once, client=client).first()):
            return there  # the same form, sent twice in the same moment
        raise
    return start


def running(engagement: Engagement) -> Start | None:
    """The start of this engagement, going or done, unless it was dropped."""
    return Start.objects.filter(engagement=engagement).exclude(state=Start.State.DROPPED).first()


def _check(client: Client, engagement: Engagement, edition: Edition | None, day: date) -> None:
    wrong: dict[str, str] = {}
    if engagement.client_id != client.pk:
        wrong["engagement"] = _("Choose something this client buys.")
    elif edition is None:
        words = _("Nothing is laid down yet for beginning %(service)s. Publish its first edition in the library.")
        wrong["engagement"] = words % {"service": engagement.service.name}
    elif edition.service_id != engagement.service_id:
        wrong["engagement"] = _("That edition belongs to another service.")
    if abs(day - clock.today()) > FURTHEST:
        wrong["began_on"] = _("That is more than a year away. Check the year.")
    if wrong:
        raise ValidationError(wrong)


def _hands(client: Client, by: Member, specialist: Member | None) -> Hands:
    if specialist is not None:
        add_to_crew(client, specialist, by=by)
    else:
        crew = list(Crew.objects.current().filter(client=client).select_related("member")[:2])
        specialist = crew[0].member if len(crew) == 1 else None  # of several the keeper chooses, task by task
    people = Contact.objects.filter(client=client, deleted_at=None).order_by("pk")
    deciding = people.filter(place=Contact.Place.DECIDES).first() or people.first()
    return Hands.of(client, keeper_of(client.pk) or by, specialist, deciding)
