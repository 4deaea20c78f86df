"""Figures that leave their course become findings, one a metric; a keeper hears of few, and says what they are."""

import json
from datetime import date, timedelta
from io import StringIO

import numpy as np
import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse

from rapport.attention.models import Item, open_items
from rapport.conversations.mail.models import Draft
from rapport.delivery.tasks.models import Task
from rapport.journal import clock
from rapport.reckon.figures.strips import pack
from rapport.results.findings.look import look, wanted_sureness
from rapport.results.findings.models import Finding
from rapport.results.findings.settle import call_wrong, note_known, reopen
from rapport.results.readings.models import Feed, Strip

WEEK = [40, 42, 41, 39, 40, 22, 20]


def feed(client, metric="leads", drop=0.35, days=6, reached=0, channel="google_ads"):
    """A year of a steady figure that drops for its last days; sources have told of all until `reached` days ago."""
    today = clock.today()
    first = today - timedelta(days=365)
    wobble = np.random.default_rng(7).normal(0, 1.2, 366)
    values = {first + timedelta(days=n): max(WEEK[(first + timedelta(days=n)).weekday()] + wobble[n], 0)
              for n in range(366 - reached)}  # fmt: skip
    for n in range(days):
        day = today - timedelta(days=reached + n)
        values[day] = values[day] * drop
    for year in {day.year for day in values}:
        row = np.full(366, np.nan)
        for day, value in values.items():
            if day.year == year:
                row[(day - date(year, 1, 1)).days] = value
        Strip.objects.create(
            client=client, metric=metric, source="google_ads", channel=channel, grain="day", year=year, values=pack(row)
        )
    Feed.objects.get_or_create(
        client=client, source="google_ads", defaults={"last_day": today - timedelta(days=reached)}
    )


@pytest.fixture
def dropped(cast):
    feed(cast.adria)
    look(cast.adria)
    return Finding.objects.get(metric="leads")


def test_a_drop_is_one_finding_and_stands_in_the_keepers_today(cast, dropped):
    assert dropped.is_bad
    assert -0.8 < dropped.size < -0.4
    assert (clock.today() - dropped.since).days in range(4, 9)
    item = open_items(kind="finding").get()
    assert (item.client, item.facts["finding"]) == (cast.adria, dropped.pk)
    assert item.why.plain().startswith("Leads: ")
    look(cast.adria)
    assert Finding.objects.count() == 1
    assert open_items(kind="finding").count() == 1


def test_what_has_not_come_yet_is_stale_and_no_gap(cast):
    feed(cast.adria, days=0, reached=9)
    assert look(cast.adria) == 0


def test_back_on_its_course_it_is_over_and_its_item_gone(cast, dropped):
    Strip.objects.all().delete()
    feed(cast.adria, days=0)
    look(cast.adria)
    dropped.refresh_from_db()
    assert dropped.state == "over"
    assert not open_items(kind="finding").exists()
    with_item = Item.objects.get(kind="finding")
    assert with_item.outcome == "gone"


def test_known_it_asks_for_nothing_and_is_not_found_again(cast, dropped):
    with pytest.raises(ValidationError, match="Say what is known"):
        note_known(_with_standing(dropped, cast), by=cast.luka, note=" ")
    note_known(_with_standing(dropped, cast), by=cast.luka, note="They closed for a week.")
    look(cast.adria)
    assert list(Finding.objects.values_list("state", flat=True)) == ["known"]
    assert not open_items(kind="finding").exists()
    reopen(_with_standing(dropped, cast), by=cast.luka)
    assert open_items(kind="finding").count() == 1


def test_a_wrong_alarm_teaches_the_metric(cast, dropped):
    assert wanted_sureness(cast.adria.pk) == {}
    call_wrong(_with_standing(dropped, cast), by=cast.luka)
    assert wanted_sureness(cast.adria.pk) == {"leads": pytest.approx(0.65)}


def test_the_page_asks_the_specialist_once_and_begins_a_mail(cast, caller, dropped):
    browser = caller(cast.luka)
    page = browser.get(reverse("finding", args=[dropped.pk])).content.decode()
    assert "Ask the specialist" in page
    due = clock.today() + timedelta(days=5)
    said = {"member": cast.tin.pk, "due": due.isoformat(), "words": "Look at the tag.", "knowing": "on"}
    for _twice in range(2):
        assert browser.post(reverse("finding_ask", args=[dropped.pk]), said).status_code == 303
    task = Task.objects.get(source="finding")
    assert (task.member, task.source_id) == (cast.tin, dropped.pk)
    assert "Look at the tag." in task.what
    assert not open_items(kind="finding").exists()
    assert browser.post(reverse("finding_write", args=[dropped.pk])).status_code == 303
    assert "Leads" in Draft.objects.get(member=cast.luka).text


def test_the_list_asks_the_same_number_of_statements_for_any_number(
    cast, caller, dropped, django_assert_max_num_queries
):
    browser, address = caller(cast.luka), reverse("client_findings", args=[cast.adria.pk])
    Finding.objects.bulk_create(_like(dropped, f"own-{n}") for n in range(20))
    browser.get(address)
    with django_assert_max_num_queries(16):
        page = browser.get(address)
    assert page.content.decode().count("data-row") == 21


def _like(finding, metric):
    plain = {
        field.attname: getattr(finding, field.attname) for field in finding._meta.concrete_fields if field.name != "id"
    }
    return Finding(**plain | {"metric": metric, "told_at": None})


def _with_standing(finding, cast):
    finding.refresh_from_db()
    finding.client = cast.adria
    finding.client.standing = frozenset({"keeper"})
    return finding


def test_the_command_tells_what_was_found_and_why(cast):
    feed(cast.adria)
    feed(cast.adria, channel="meta_ads", days=0)
    out = StringIO()
    call_command("findings", "adria", "--json", stdout=out)
    (told,) = json.loads(out.getvalue())
    assert (told["metric"], told["state"], told["bad"], told["in_today"]) == ("leads", "open", True, True)
    assert told["causes"][0].startswith("Google Ads made -")
