"""Two years of figures for the demo's clients, each after its own story, the same each time, for their results."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from rapport.desk.seeding.world import STORIES, Story
from rapport.journal import clock
from rapport.portfolio.models import Client, Keeper
from rapport.reckon.figures.strips import Floats, empty, pack
from rapport.results.models import Arrival, Correction, Feed, Strip, Target

DAYS = 730
# Share of a week's business on each day, Monday first.
WEEK = np.array([1.12, 1.14, 1.1, 1.05, 0.98, 0.75, 0.86])
ENDED = {"paused": 75, "gone": 150, "leaving": 24}  # days since the last figures
PARTS = {
    "search-ads": ("google_ads", "google_ads", ("Brand", "Generic words", "Competitors")),
    "social-ads": ("meta_ads", "meta_ads", ("Broad", "Visitors again")),
}
Series = tuple[str, str, str, str, Floats]  # source, channel, campaign, metric, one value a day

BOLDNESS = (0.8, 0.9, 0.95, 1.15)  # of a target, against what the last weeks brought


def count() -> None:
    """Needs the clients and who keeps them."""
    clients = {client.name: client for client in Client.objects.all()}
    keepers = dict(Keeper.objects.filter(part="keeper", until=None).values_list("client", "member"))
    today = clock.today()
    strips: list[Strip] = []
    arrivals: dict[tuple[int, str], Arrival] = {}
    for story in STORIES:
        client = clients.get(story.name)
        if client is None or story.arc == "prospect":
            continue
        last = today - timedelta(days=1 + ENDED.get(story.arc, 0))
        sources: set[str] = set()
        for source, channel, campaign, metric, values in _series(story, last):
            sources.add(source)
            strips += _strips(client, source, channel, campaign, metric, story.currency, values, last)
        arrivals |= _came(client, sources, last)
        _aim(client, strips, keepers.get(client.pk), today)
    made = Strip.objects.bulk_create(strips, batch_size=300)
    Correction.objects.bulk_create(
        (Correction(strip=strip, arrival=arrivals[strip.client_id, strip.source], whole=True) for strip in made),
        batch_size=500,
    )


def _series(story: Story, last: date) -> Iterator[Series]:
    rng = np.random.default_rng(zlib.crc32(story.name.encode()))
    course = _course(story, last)
    size = min(max(story.fee / 2000, 0.3), 4.0)
    prices = story.fee / 2000 / size  # a fee in roubles or crowns pays for clicks in them
    for service in story.services:
        if service in PARTS:
            yield from _campaigns(PARTS[service], size, prices, course, rng)
    if {"seo", "content", "web-site"} & set(story.services):
        yield from _site(size, course, rng)
    if "analytics" in story.services:
        calls = rng.poisson(7 * size * np.nan_to_num(course))
        for metric, values in (("calls", calls), ("answered_calls", rng.binomial(calls, 0.86))):
            yield "call_tracking", "calls", "", metric, np.where(np.isnan(course), np.nan, values.astype(float))


def _course(story: Story, last: date) -> Floats:
    """How the business goes, around 1: weeks, seasons, the story's arc, and nothing before the client came."""
    days = np.arange(DAYS)
    first = last - timedelta(days=DAYS - 1)
    week = WEEK[(first.weekday() + days) % 7]
    year = (first.timetuple().tm_yday + days) / 365.25
    depth = 0.55 if story.arc == "seasonal" else 0.1
    course = week * (1 + depth * np.sin(2 * np.pi * (year - 0.3)))
    match story.arc:
        case "thriving":
            course = course * np.linspace(0.7, 1.5, DAYS)
        case "slipping":
            course = course * np.interp(days, [0, DAYS - 100, DAYS - 1], [1.0, 1.05, 0.62])
        case "leaving" | "gone" | "paused":
            course = course * np.interp(days, [0, DAYS - 160, DAYS - 1], [1.0, 1.0, 0.75])
        case "disputed":
            course = course * np.where((days > DAYS - 48) & (days < DAYS - 27), 1.9, 1.0)  # enquiries counted twice
        case _:
            course = course * np.linspace(0.95, 1.08, DAYS)
    known = min(DAYS, max(30, story.months * 30))
    if story.arc == "new":
        known = 38
    return np.where(days >= DAYS - known, course, np.nan)


def _campaigns(
    part: tuple[str, str, Sequence[str]], size: float, prices: float, course: Floats, rng: np.random.Generator
) -> Iterator[Series]:
    source, channel, campaigns = part
    for number, campaign in enumerate(campaigns):
        weight = (0.5, 0.35, 0.15)[number]
        price, rate = prices * (0.45, 0.9, 1.3)[number], (0.09, 0.045, 0.02)[number]
        spend = np.round(60 * size * prices * weight * course * rng.gamma(40, 1 / 40, DAYS), 2)
        clicks = rng.poisson(np.nan_to_num(spend / price))
        leads = rng.binomial(clicks, np.clip(rate * np.nan_to_num(course), 0, 0.5))
        seen = clicks * rng.integers(14, 30, DAYS)
        for metric, values in (("spend", spend), ("impressions", seen), ("clicks", clicks), ("leads", leads)):
            yield source, channel, campaign, metric, np.where(np.isnan(course), np.nan, values.astype(float))


def _site(size: float, course: Floats, rng: np.random.Generator) -> Iterator[Series]:
    mean = np.nan_to_num(course)
    found = rng.poisson(140 * size * mean)
    shown = found * rng.integers(16, 26, DAYS)
    visits = found + rng.poisson(90 * size * mean)
    for source, channel, metric, values in (
        ("search_console", "organic", "search_clicks", found),
        ("search_console", "organic", "search_impressions", shown),
        ("search_console", "organic", "position_sum", shown * (9.5 - 1.5 * np.clip(mean, 0, 2))),
        ("google_analytics", "", "visits", visits),
        ("google_analytics", "", "users", np.round(visits * 0.83)),
        ("google_analytics", "", "bounces", rng.binomial(visits, 0.41)),
        ("google_analytics", "", "goals", rng.binomial(visits, 0.021)),
    ):
        yield source, channel, "", metric, np.where(np.isnan(course), np.nan, np.asarray(values, float))


def _strips(
    client: Client, source: str, channel: str, campaign: str, metric: str, currency: str, values: Floats, last: date
) -> Iterator[Strip]:
    first = last - timedelta(days=DAYS - 1)
    for year in range(first.year, last.year + 1):
        begin, end = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
        part = values[(begin - first).days : (end - first).days + 1]
        if np.isnan(part).all():
            continue
        strip = empty("day")
        strip[begin.timetuple().tm_yday - 1 : end.timetuple().tm_yday] = part
        yield Strip(
            client=client, source=source, channel=channel, campaign=campaign, metric=metric, grain="day", year=year,
            currency=currency if metric == "spend" else "", values=pack(strip),
        )  # fmt: skip


def _came(client: Client, sources: set[str], last: date) -> dict[tuple[int, str], Arrival]:
    now = clock.now()
    Feed.objects.bulk_create(
        Feed(client=client, source=source, every=7, last_day=last, came_at=now) for source in sorted(sources)
    )
    made = Arrival.objects.bulk_create(
        Arrival(client=client, source=source, way=Arrival.Way.DEMO, at=now, last_day=last) for source in sorted(sources)
    )
    return {(client.pk, arrival.source): arrival for arrival in made}


def _aim(client: Client, strips: Sequence[Strip], keeper: int | None, today: date) -> None:
    """A target for this month's leads: modest with some clients, with others more than the last weeks promise."""
    mine = [s for s in strips if s.client_id == client.pk and s.metric == "leads" and s.year == today.year]
    if not mine:
        return
    held = np.sum([np.nan_to_num(np.frombuffer(strip.values, "<f8")) for strip in mine], axis=0)
    recent = held[max(0, today.timetuple().tm_yday - 43) : today.timetuple().tm_yday - 1]
    boldness = BOLDNESS[zlib.crc32(client.name.encode()) % len(BOLDNESS)]
    Target.objects.create(
        client=client, metric="leads", length=Target.Length.MONTH, first=today.replace(day=1),
        wanted=float(round(recent.mean() * 30 * boldness)), set_by_id=keeper,
    )  # fmt: skip
