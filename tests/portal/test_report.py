"""A report by link: read, counted as seen for whom it was sent to, kept as a PDF, asked about; nothing else of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client as Browser
from tests.approvals.asking import person
from tests.cast import Cast
from tests.portal.coming_in import as_contact

from rapport.attention.models import open_items
from rapport.delivery.requests.models import Request
from rapport.journal import clock
from rapport.links.hand_out import revoke_of_contact
from rapport.portfolio.models import Client
from rapport.portfolio.show import show
from rapport.post.models import Outgoing
from rapport.reckon.report.periods import last_over
from rapport.results.reports.draw_up import draw_up
from rapport.results.reports.models import Report, Sight
from rapport.results.reports.reopen import reopen
from rapport.results.reports.send import send
from rapport.results.reports.sign_off import sign_off
from rapport.results.reports.write_part import write_part


@pytest.fixture(autouse=True)
def nobody_has_asked_yet() -> None:
    cache.clear()


@pytest.fixture
def sent(cast: Cast) -> Any:
    """The report, who it went to, and the address in the letter."""
    adria, ivana = Client.objects.fetch(cast.luka, cast.adria.pk), person(cast.adria)
    report = draw_up(adria, last_over("monthly", clock.today(adria.zone)), by=cast.luka)
    summary = report.parts.get(kind="summary")
    summary.report = report
    write_part(summary, by=cast.luka, text="A calm month.")
    send(sign_off(report, by=cast.luka), by=cast.luka, to=[ivana])
    letter = Outgoing.objects.get(key__startswith="report:")
    return Report.objects.get(), ivana, re.findall(r"/r/[\w-]{43}/", letter.text)[-1]


def test_a_look_counts_for_the_contact_and_never_for_one_of_us(cast: Cast, sent: Any) -> None:
    _report, ivana, where = sent
    ours = Browser()
    ours.force_login(cast.luka)
    assert ours.get(where).status_code == 200
    Browser().head(where)
    assert Sight.objects.get(contact=ivana).times == 0
    page = Browser().get(where)
    assert "A calm month." in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"
    assert Sight.objects.get(contact=ivana).times == 1


def test_it_is_kept_as_a_pdf(sent: Any) -> None:
    answer = Browser().get(f"{sent[2]}report.pdf")
    assert answer.content.startswith(b"%PDF")
    assert "attachment" in answer.headers["Content-Disposition"]


def test_a_question_lies_before_the_keeper_once(cast: Cast, sent: Any) -> None:
    report, ivana, where = sent
    empty = Browser().post(where, {"words": "  "})
    assert empty.status_code == 422
    for _twice in range(2):
        answer = Browser().post(where, {"words": "Why was it calm?", "once": "1"})
        assert answer.status_code == 303
    request = Request.objects.get()
    assert (request.contact, report.asked.get().request) == (ivana, request)
    assert open_items(kind="request", client=cast.adria).count() == 1


def test_while_the_next_version_is_written_they_read_the_one_that_was_sent(cast: Cast, sent: Any) -> None:
    report, _ivana, where = sent
    report.client = Client.objects.fetch(cast.luka, cast.adria.pk)
    again = reopen(report, by=cast.luka)
    summary = again.parts.get(kind="summary")
    summary.report = again
    write_part(summary, by=cast.luka, text="Not yet for them.")
    assert "A calm month." in Browser().get(where).content.decode()
    sign_off(again, by=cast.luka)
    assert "Not yet for them." not in Browser().get(where).content.decode()


def test_a_link_taken_back_opens_nothing(sent: Any) -> None:
    revoke_of_contact(sent[1].pk)
    assert Browser().get(sent[2]).status_code == 410
    assert Browser().get(f"{sent[2]}report.pdf").status_code == 410
    assert Browser().get(f"/r/{'a' * 43}/").status_code == 404


def test_the_portal_lists_it_for_whom_it_was_sent_to_and_others_only_by_a_mark(cast: Cast, sent: Any) -> None:
    report, ivana, _where = sent
    opening = f"/portal/open/report/{report.pk}/"
    ante = person(cast.adria, "Ante", "Babić")
    assert opening in as_contact(ivana).get("/portal/home/").content.decode()
    assert opening not in as_contact(ante).get("/portal/home/").content.decode()
    assert as_contact(ante).post(opening).status_code == 404
    show(report, Client.objects.fetch(cast.luka, cast.adria.pk), cast.luka)
    assert opening in as_contact(ante).get("/portal/home/").content.decode()
    led = as_contact(ante).post(opening)
    assert led.status_code == 303
    assert "A calm month." in Browser().get(led.headers["Location"]).content.decode()
    stranger = person(cast.isar, "Lea")
    assert as_contact(stranger).post(opening).status_code == 404
