"""Takes news back, so that nobody is asked to tell it, and brings it back; who was told stays known."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.conversations.news import remind
from rapport.conversations.news.models import News
from rapport.journal import clock
from rapport.journal.record import record


def withdraw(news: News, *, by: Member) -> bool:
    """False when it was withdrawn already."""
    require(by, "news.write")
    with transaction.atomic():
        changed = News.objects.filter(pk=news.pk, withdrawn_at=None).update(withdrawn_at=clock.now())
        if changed:
            remind.look_again(News.objects.get(pk=news.pk))
            record("news.withdrawn", by=by, about=news, in_story=False, title=news.title)
    return bool(changed)


def bring_back(news: News, *, by: Member) -> bool:
    """False when it was not withdrawn."""
    require(by, "news.write")
    with transaction.atomic():
        changed = News.objects.filter(pk=news.pk).exclude(withdrawn_at=None).update(withdrawn_at=None)
        if changed:
            remind.look_again(News.objects.get(pk=news.pk))
            record("news.brought_back", by=by, about=news, in_story=False, title=news.title)
    return bool(changed)
