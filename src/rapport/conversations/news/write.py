"""Writes news down once: a change of a platform, a law or a season, with the services and countries it touches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.catalogue.models import Service
from rapport.conversations.news import remind
from rapport.conversations.news.models import News
from rapport.journal import clock
from rapport.journal.record import record

TWICE = timedelta(minutes=10)  # the same words by the same member so soon are a doubled click
FURTHEST = timedelta(days=3 * 366)
LONGEST = 20_000


def write(
    *,
    by: Member,
    kind: str,
    title: str,
    text: str,
    services: Iterable[Service],
    source: str = "",
    countries: Sequence[str] = (),
    tell_by: date | None = None,
) -> News:
    """Keep it and ask the keepers of whom it touches. Raises ValidationError by field."""
    require(by, "news.write")
    touching = list(services)
    news = News(
        kind=kind, title=" ".join(title.split()), text=text.strip(), source=source.strip(),
        countries=sorted(set(countries)), tell_by=tell_by, by=by, written_at=clock.now(),
    )  # fmt: skip
    check(news, touching)
    with transaction.atomic():
        Member.objects.select_for_update().get(pk=by.pk)  # a doubled click waits here
        recent = News.objects.filter(by=by, written_at__gt=clock.now() - TWICE, withdrawn_at=None)
        if same := recent.filter(title=news.title, text=news.text).first():
            return same
        news.save()
        news.services.set(touching)
        remind.look_again(news)
        record("news.written", by=by, about=news, in_story=False, kind=kind, title=news.title)
    return news


def check(news: News, services: Sequence[Service]) -> None:
    """Refuse, with a sentence at the field, what nobody could be told."""
    wrong: dict[str, str] = {}
    if not news.title:
        wrong["title"] = _("Say in a line what happens.")
    if not news.text:
        wrong["text"] = _("Write what the clients should know.")
    elif len(news.text) > LONGEST:
        wrong["text"] = _("At most %(limit)s characters fit here.") % {"limit": LONGEST}
    if not services:
        wrong["services"] = _("Choose at least one service that it touches.")
    if news.kind not in News.Kind.values:
        wrong["kind"] = _("“%(value)s” is not one of the choices.") % {"value": news.kind}
    if news.tell_by and abs(news.tell_by - clock.today()) > FURTHEST:
        wrong["tell_by"] = _("That is more than three years away from today.")
    if wrong:
        raise ValidationError(wrong)
