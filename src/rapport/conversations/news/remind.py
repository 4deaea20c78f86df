"""Asks each keeper to tell the clients whom news touches: one item per news and keeper, gone when all are told."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from rapport.agency.models import Member
from rapport.attention.ask import ask
from rapport.attention.models import open_items
from rapport.conversations.news.models import News
from rapport.conversations.news.touched import told_of, touched
from rapport.conversations.promises.calendars import of_us
from rapport.conversations.spoken import close_as_spoken, put_aside
from rapport.journal import clock
from rapport.portfolio import facts
from rapport.reckon.verdict import because, counted

FRESH = timedelta(days=120)  # news older than that, or as long past its date, asks nobody


def look_again(news: News, *, by: Member | None = None) -> None:
    """Open, bring up to date and close the items of one piece of news."""
    untold = {} if news.withdrawn_at or _is_old(news) else _untold(news)
    causes = {_cause(news, member): (member, number) for member, number in untold.items()}
    standing = {item.cause: item for item in open_items(kind="news", cause__startswith=f"news:{news.pk}:")}
    close_as_spoken([item for cause, item in standing.items() if cause not in causes], by=by)
    aside = put_aside([cause for cause in causes if cause not in standing])
    people = Member.objects.in_bulk([member for member, _number in causes.values()])
    for cause, (member, number) in causes.items():
        if cause not in aside and people[member].is_active:
            ask(
                "news", cause=cause, member=member, hours=0.25 * number, news=news.pk,
                reason=because(
                    "{title}: {clients} to be told.",
                    title=news.title, clients=counted("{n} client", "{n} clients", number),
                ),
                due=of_us(0, people[member]).end_of_day(news.tell_by) if news.tell_by else None,
                shows_from=standing[cause].shows_from if cause in standing else clock.now(),
            )  # fmt: skip


def look_over() -> None:
    """All news of the last months: clients come and go, change hands, buy more or less."""
    for news in News.objects.filter(written_at__gt=clock.now() - 2 * FRESH):
        look_again(news)


def _untold(news: News) -> dict[int, int]:
    """How many of whose clients do not know yet; whoever stands in is asked for the keeper."""
    clients = list(touched(news).values_list("pk", flat=True))
    known = {client for _news, client in told_of([news])}
    keeping = facts.keeping(clients)
    untold: dict[int, int] = defaultdict(int)
    for client in clients:
        acting = keeping[client].acting if client in keeping else None
        if client not in known and acting:
            untold[acting] += 1
    return untold


def _is_old(news: News) -> bool:
    today = clock.today()
    return (news.tell_by or news.written_at.date()) < today - FRESH


def _cause(news: News, member: int) -> str:
    return f"news:{news.pk}:{member}"
