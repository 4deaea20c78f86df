"""The place to answer a mail inside its opened row of Today."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from rapport.agency.access import acting
from rapport.conversations.mail.access import message_for
from rapport.desk.mail.composing import compose
from rapport.desk.today.drawing import DrawnRow


def with_composer(request: HttpRequest, row: DrawnRow, horizon: str) -> DrawnRow:
    """The opened row, with the composer for the first mail in it that waits; a constant number of statements."""
    thing = next((one for one in row.things if one.answers), None) if row.opened else None
    if thing is None or thing.answers is None:
        return row
    member = acting(request)
    try:
        message = message_for(member, thing.answers, "mail.write")
    except (Http404, PermissionDenied):
        return row
    if message.client is not None:
        query = {"row": row.key, "horizon": horizon}
        row.composer = compose(member, message.client, answers=message, place="today", query=query)
    return row
