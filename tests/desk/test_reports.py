"""The desk writes a report: in place, by whoever may, signed off and sent with two presses; bad input loses nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from tests.approvals.asking import person
from tests.cast import Cast

from rapport.delivery.goals.models import Goal
from rapport.delivery.tasks.models import Task
from rapport.journal import clock
from rapport.portfolio.models import Client
from rapport.reckon.report.periods import last_over
from rapport.results.reports.draw_up import draw_up
from rapport.results.reports.models import Part, Report, ReportTemplate, Signed


@pytest.fixture
def report(cast: Cast) -> Report:
    adria = Client.objects.fetch(cast.luka, cast.adria.pk)
    return draw_up(adria, last_over("monthly", clock.today(adria.zone)), by=cast.luka)


def by(member: Any) -> Browser:
    browser = Browser(raise_request_exception=False)
    browser.force_login(member)
    return browser


def part(report: Report, kind: str) -> Part:
    return report.parts.get(kind=kind)


def address(report: Report, kind: str, *more: str) -> str:
    return "/".join([f"/reports/{report.pk}/parts/{part(report, kind).pk}", *more, ""])


def test_a_report_is_drawn_up_written_signed_and_sent(cast: Cast) -> None:
    ivana, luka = person(cast.adria), by(cast.luka)
    made = luka.post(f"/clients/{cast.adria.pk}/reports/new/", {"period": "2026-01"})
    report = Report.objects.get()
    assert made.headers["Location"] == f"/reports/{report.pk}/"
    luka.post(address(report, "summary"), {"text": "A calm January.", "title": "Calm", "version": 1})
    assert "A calm January." in luka.get(f"/reports/{report.pk}/").content.decode()
    report.refresh_from_db()
    assert luka.post(f"/reports/{report.pk}/sign-off/", {"version": report.version}).status_code == 303
    nobody = luka.post(f"/reports/{report.pk}/letters/", {})
    assert nobody.status_code == 422
    assert luka.post(f"/reports/{report.pk}/letters/", {"recipients": [ivana.pk]}).status_code == 303
    report.refresh_from_db()
    assert (report.state, Signed.objects.get().number) == ("sent", 1)
    page = luka.get(f"/reports/{report.pk}/").content.decode()
    assert ivana.name in page
    assert "not seen yet" in page
    story = luka.get(f"/clients/{cast.adria.pk}/").content.decode()
    assert f"went to {ivana.name}" in story


def test_what_cannot_be_a_period_is_said_and_kept(cast: Cast) -> None:
    answer = by(cast.luka).post(f"/clients/{cast.adria.pk}/reports/new/", {"period": "October <b>"})
    assert answer.status_code == 422
    assert "October &lt;b&gt;" in answer.content.decode()
    assert by(cast.luka).post(f"/clients/{cast.adria.pk}/reports/new/", {"period": "2999-01"}).status_code == 422


def test_a_sign_off_says_what_is_missing(cast: Cast, report: Report) -> None:
    answer = by(cast.luka).post(f"/reports/{report.pk}/sign-off/", {"version": report.version})
    assert answer.status_code == 422
    assert "“In short” has no words yet." in answer.content.decode()


def test_a_report_that_changed_meanwhile_is_read_again_before_it_is_signed(cast: Cast, report: Report) -> None:
    luka = by(cast.luka)
    luka.post(address(report, "summary"), {"text": "First.", "version": 1})
    late = luka.post(f"/reports/{report.pk}/sign-off/", {"version": report.version})
    assert late.status_code == 409
    mine = by(cast.marta).post(address(report, "summary"), {"text": "Second.", "version": 1})
    body = mine.content.decode()
    assert mine.status_code == 409
    assert "Second." in body
    assert "First." in body
    assert part(report, "summary").text == "First."


def test_a_specialist_is_asked_and_writes_only_that_part(cast: Cast, report: Report) -> None:
    luka, tin = by(cast.luka), by(cast.tin)
    assert tin.post(address(report, "figures"), {"text": "Mine."}).status_code == 403
    sent = {"member": cast.tin.pk, "due": (clock.today() + timedelta(days=6)).isoformat(), "knowing": "on"}
    assert luka.post(address(report, "figures", "writer"), sent).status_code == 303
    assert Task.objects.get().member == cast.tin
    page = tin.get(f"/reports/{report.pk}/").content.decode()
    assert address(report, "figures") in page
    assert address(report, "summary") not in page
    assert tin.post(address(report, "figures"), {"text": "Mine.", "version": 2}).status_code == 303
    assert tin.post(address(report, "summary"), {"text": "Mine."}).status_code == 403
    assert Task.objects.get().state == "delivered"


def test_a_part_is_left_out_with_its_reason_before_everybodys_eyes(cast: Cast, report: Report) -> None:
    luka = by(cast.luka)
    assert luka.post(address(report, "goals", "out"), {"why": " "}).status_code == 422
    luka.post(address(report, "goals", "out"), {"why": "Told on Monday."})
    assert "Told on Monday." in luka.get(f"/reports/{report.pk}/").content.decode()
    luka.post(address(report, "goals", "back"))
    assert part(report, "goals").out_at is None


def test_how_reports_are_made_is_kept_in_its_order(cast: Cast) -> None:
    ivana, where = person(cast.adria), f"/clients/{cast.adria.pk}/reports/template/"
    luka = by(cast.luka)
    sent = {"rhythm": "monthly", "working_day": 3, "recipients": [ivana.pk], "place_next": 1, "place_summary": 2}
    assert luka.post(where, sent).status_code == 303
    row = ReportTemplate.objects.get()
    assert (row.parts, list(row.recipients.all()), row.rhythm) == (["next", "summary"], [ivana], "monthly")
    assert luka.post(where, {**sent, "working_day": 40, "version": 1}).status_code == 422
    assert luka.post(where, {"rhythm": "none", "working_day": 3, "version": 1}).status_code == 422  # no part
    assert luka.post(where, {**sent, "version": 7}).status_code == 409


def test_page_and_files_are_made_of_what_stands(cast: Cast, report: Report) -> None:
    Goal.objects.create(client=cast.adria, title="60 <b>nights</b>", metric="Nights", target=60)
    Goal.objects.update(made_at=clock.now() - timedelta(days=80))
    by(cast.luka).post(address(report, "summary"), {"text": "Calm & <i>well</i>.", "version": 1})
    page = by(cast.luka).get(f"/reports/{report.pk}/page/").content.decode()
    assert "60 &lt;b&gt;nights&lt;/b&gt;" in page
    assert "Calm &amp; &lt;i&gt;well&lt;/i&gt;." in page
    assert by(cast.luka).get(f"/reports/{report.pk}/report.pdf").content.startswith(b"%PDF")
    slides = by(cast.luka).get(f"/reports/{report.pk}/report.pptx")
    assert slides.content.startswith(b"PK")
    assert "adria-dental-" in slides.headers["Content-Disposition"]


def test_a_page_asks_as_much_for_many_as_for_one(cast: Cast, report: Report) -> None:
    luka = by(cast.luka)

    def statements(where: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert luka.get(where).status_code == 200
        return len(caught)

    where = (f"/reports/{report.pk}/", f"/clients/{cast.adria.pk}/reports/")
    few = [statements(one) for one in where] and [statements(one) for one in where]
    for n in range(8):
        Goal.objects.create(client=cast.adria, title=f"Goal {n}", made_at=clock.now() - timedelta(days=80))
        first = report.first - timedelta(days=40 * (n + 1))
        Report.objects.create(client=cast.adria, first=first, last=first, due=clock.now())
    assert [statements(one) for one in where] == few
