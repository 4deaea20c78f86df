"""Writes a conflict down, with a client or inside a team: what happened, how each side sees it."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member, Role, Team
from rapport.delivery.conflicts.access import requires
from rapport.delivery.conflicts.models import Conflict
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Client

TITLE, TEXT = 200, 20_000
EARLIEST = date(1990, 1, 1)


def note(
    client: Client | None,
    *,
    by: Member,
    title: str,
    facts: str,
    began_on: date,
    ours: str = "",
    theirs: str = "",
    team: Team | None = None,
    once: str | None = None,
) -> Conflict:
    """Without a client it is the team's own. The same `once` is the same conflict. Raises ValidationError by field."""
    conflict = Conflict(
        client=client, team=team if client is None else None, title=" ".join(title.split()), facts=facts.strip(),
        ours=ours.strip(), theirs=theirs.strip(), began_on=began_on, made_by=by, made_at=clock.now(), once=once,
    )  # fmt: skip
    requires(by, conflict)
    if once and (there := Conflict.objects.filter(once=once, made_by=by).first()):
        there.client = client
        return there
    _check_team(conflict, by)
    check(conflict)
    try:
        with transaction.atomic():
            conflict.save()
            record("conflict.noted", by=by, about=conflict, client=conflict.client_id)
    except IntegrityError:
        if once and (there := Conflict.objects.filter(once=once, made_by=by).first()):
            return there
        raise
    return conflict


def check(conflict: Conflict) -> None:
    """Refuse, with a sentence at the field, what is no account of a conflict."""
    wrong: dict[str, str] = {}
    if not conflict.title:
        wrong["title"] = _("Say in a few words what it is about.")
    elif len(conflict.title) > TITLE:
        wrong["title"] = _("At most %(limit)s characters fit here.") % {"limit": TITLE}
    if not conflict.facts:
        wrong["facts"] = _("Write what happened: what both sides would sign.")
    for name in ("facts", "ours", "theirs", "decision", "lesson"):
        if len(getattr(conflict, name)) > TEXT:
            wrong[name] = _("At most %(limit)s characters fit here.") % {"limit": TEXT}
    if conflict.began_on < EARLIEST:
        wrong["began_on"] = _("This is too long ago to be right. Check the year.")
    elif conflict.began_on > clock.today() + timedelta(days=1):
        wrong["began_on"] = _("It has not begun yet. Check the day.")
    if wrong:
        raise ValidationError(wrong)


def _check_team(conflict: Conflict, by: Member) -> None:
    """One's own team; who leads all of them may choose."""
    if conflict.client_id is not None:
        return
    leads_all = by.is_(Role.HEAD) and not by.team_id
    if conflict.team is None or (not leads_all and conflict.team.pk != by.team_id):
        raise ValidationError({"team": _("Choose the team it is in.")} if leads_all else _("You are in no team yet."))
