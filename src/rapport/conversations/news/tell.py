"""Notes which clients know: told by us, perhaps with a word that is logged, or they asked before we told."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.conversations.log import log
from rapport.conversations.models import Touchpoint
from rapport.conversations.news import remind
from rapport.conversations.news.models import News, Told
from rapport.conversations.remove import remove
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Client


def tell(
    news: News,
    clients: Iterable[Client],
    *,
    by: Member,
    channel: str = "",
    asked_first: bool = False,
    not_needed: bool = False,
) -> list[Told]:
    """Note that these clients know; those noted already stay as they are. Answers the new rows.

    With a channel a word of ours is logged with each. Each client must have come through its door.
    """
    chosen = list(clients)
    for client in chosen:
        require(by, "touchpoint.log", client.standing)
    made: list[Told] = []
    with transaction.atomic():
        for client in chosen:
            told, new = Told.objects.get_or_create(
                news=news, client=client,
                defaults={"by": by, "at": clock.now(), "asked_first": asked_first, "not_needed": not_needed},
            )  # fmt: skip
            if not new:
                continue
            if channel and not asked_first and not not_needed:
                told.touchpoint = _word(news, client, by, channel)
                told.save(update_fields=["touchpoint"])
            made.append(told)
            record(
                "news.told", by=by, about=news, client=client.pk, in_story=not not_needed and told.touchpoint is None,
                title=news.title, asked_first=asked_first, not_needed=not_needed,
            )  # fmt: skip
        if made:
            remind.look_again(news, by=by)
    return made


def untell(told: Told, *, by: Member, client: Client) -> None:
    """They do not know after all; the word that was logged with it is taken out of the story."""
    require(by, "touchpoint.log", client.standing)
    with transaction.atomic():
        word = told.touchpoint
        if word is not None and word.deleted_at is None:
            word.client = client
            remove(word, by=by)
        Told.objects.filter(pk=told.pk).delete()
        remind.look_again(told.news)
        record("news.untold", by=by, about=told.news, client=client.pk, in_story=False, title=told.news.title)


def _word(news: News, client: Client, by: Member, channel: str) -> Touchpoint:
    with translation.override(by.language):
        summary = _("Told of: %(title)s") % {"title": news.title}
    return log(client, by=by, channel=channel, began="ours", direction="out", summary=summary)
