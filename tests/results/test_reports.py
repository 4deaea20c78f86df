"""Reports: drawn up once, written in parts, signed off only when whole, sent word for word, seen, asked about."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from tests.approvals.asking import person
from tests.cast import Cast, client, contact

from rapport.approvals.models import Approval
from rapport.attention.models import open_items
from rapport.delivery.goals.models import Goal
from rapport.delivery.requests.models import Request
from rapport.delivery.tasks.access import task_for
from rapport.delivery.tasks.deliver import deliver
from rapport.delivery.tasks.models import Task
from rapport.journal import clock, follow
from rapport.journal.models import Entry
from rapport.portfolio.change import ChangedMeanwhile
from rapport.portfolio.merge import merge, unmerge
from rapport.portfolio.models import Client, Contact
from rapport.post.models import Outgoing
from rapport.reckon.figures.reading import read_figures
from rapport.reckon.report.content import Goals, KeyFigures, Period
from rapport.reckon.verdict import as_data, because
from rapport.results.findings.models import Finding
from rapport.results.readings.models import Target
from rapport.results.readings.take_in import take_in
from rapport.results.reports import remind
from rapport.results.reports.ask_back import ask_back
from rapport.results.reports.ask_writer import ask_nobody, ask_writer
from rapport.results.reports.check import check
from rapport.results.reports.compose import drawn
from rapport.results.reports.draw_up import draw_up
from rapport.results.reports.freeze import digest_of, frozen, thawed
from rapport.results.reports.leave_out import leave_out, put_back
from rapport.results.reports.models import Part, Report, ReportTemplate, Sight, Signed
from rapport.results.reports.render import content_of
from rapport.results.reports.reopen import reopen
from rapport.results.reports.schedule import draw_up_due
from rapport.results.reports.seen import note_seen
from rapport.results.reports.send import send
from rapport.results.reports.sign_off import sign_off
from rapport.results.reports.template import write_template
from rapport.results.reports.write_part import write_part

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
NOVEMBER_3 = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def early_november() -> Any:
    with time_machine.travel(NOVEMBER_3, tick=True):
        yield


@pytest.fixture
def adria(cast: Cast) -> Client:
    return Client.objects.fetch(cast.luka, cast.adria.pk)


@pytest.fixture
def report(cast: Cast, adria: Client) -> Report:
    return draw_up(adria, OCTOBER, by=cast.luka)


def part(report: Report, kind: str) -> Part:
    row = report.parts.select_related("service", "writer", "task").get(kind=kind)
    row.report = report
    return row


def written(report: Report, cast: Cast) -> Report:
    write_part(part(report, "summary"), by=cast.luka, text="A good month.\n\nMore calls.", title="More calls than ever")
    return report


def read_in(client: Client, rows: list[tuple[date, float]]) -> None:
    text = "Date;Clicks\n" + "".join(f"{day};{value:g}\n" for day, value in rows)
    take_in(read_figures(text.encode()), client, by=None)


def recipients(client: Client, *people: Contact, by: Any, **values: Any) -> None:
    usual = {"parts": ["summary", "goals", "next"], "rhythm": "none", "working_day": 3}
    write_template(client, {**usual, **values}, by=by, recipients=people)


def test_a_report_of_a_period_is_drawn_up_once(cast: Cast, adria: Client, report: Report) -> None:
    assert draw_up(adria, OCTOBER, by=cast.luka).pk == report.pk
    assert [one.kind for one in report.parts.all()][:4] == ["goals", "summary", "figures", "findings"]
    assert part(report, "figures").service is not None
    with pytest.raises(ValidationError):
        draw_up(adria, Period(date(2026, 12, 1), date(2026, 12, 31)), by=cast.luka)
    with pytest.raises(PermissionDenied):
        draw_up(Client.objects.fetch(cast.tin, adria.pk), OCTOBER, by=cast.tin)


def test_a_monthly_report_is_drawn_up_on_its_working_day(cast: Cast, adria: Client) -> None:
    recipients(adria, by=cast.luka, rhythm="monthly", working_day=3)
    with time_machine.travel(datetime(2026, 11, 3, 9, tzinfo=UTC)):
        assert draw_up_due() == 0  # Monday is the first working day of November
    with time_machine.travel(datetime(2026, 11, 4, 9, tzinfo=UTC)):
        assert draw_up_due() == 1
        assert draw_up_due() == 0
    made = Report.objects.get(client=adria)
    assert (made.first, made.last, made.made_by) == (OCTOBER.first, OCTOBER.last, None)
    assert clock.day_of(made.due, "Europe/Zagreb") == date(2026, 11, 6)
    assert open_items(kind="report_due", client=adria).count() == 1


def test_it_is_not_signed_off_while_words_are_missing(cast: Cast, report: Report) -> None:
    assert next(lack.kind for lack in check(report) if lack.must) == "empty"
    with pytest.raises(ValidationError, match="In short"):
        sign_off(report, by=cast.luka)
    assert not Signed.objects.exists()


def test_a_trainee_writes_and_somebody_else_signs_off(cast: Cast, report: Report) -> None:
    written(report, cast)
    cast.luka.mentor = cast.marta
    with pytest.raises(ValidationError, match="Marta"):
        sign_off(report, by=cast.luka)


def test_a_specialists_part_comes_with_their_task(cast: Cast, report: Report) -> None:
    written(report, cast)
    due = clock.now() + timedelta(days=2)
    row = ask_writer(part(report, "figures"), by=cast.luka, to=cast.tin, due_at=due, knowing=True)
    assert row.task is not None
    assert (row.task.member, row.task.state) == (cast.tin, Task.State.HANDED)
    with pytest.raises(ValidationError, match="Tin Babić"):
        sign_off(report, by=cast.luka)
    with time_machine.travel(due + timedelta(days=1)):
        remind.look_over()
        assert open_items(kind="report_part").get().facts["part"] == row.pk
    theirs = Report.objects.get(pk=report.pk)
    theirs.client = Client.objects.fetch(cast.tin, report.client_id)
    with pytest.raises(PermissionDenied):
        write_part(part(theirs, "summary"), by=cast.tin, text="Mine?")
    write_part(part(theirs, "figures"), by=cast.tin, text="Clicks rose.")
    row.task.refresh_from_db()
    assert (row.task.state, row.task.result) == (Task.State.DELIVERED, "Clicks rose.")
    assert not open_items(kind="report_part").exists()
    assert sign_off(report, by=cast.luka).state == Report.State.SIGNED


def test_what_is_delivered_with_the_task_becomes_the_words(cast: Cast, report: Report) -> None:
    due = clock.now() + timedelta(days=2)
    row = ask_writer(part(report, "figures"), by=cast.luka, to=cast.tin, due_at=due, knowing=True)
    assert row.task is not None
    deliver(task_for(cast.tin, row.task.pk), by=cast.tin, result="Clicks fell in the last week.")
    follow.catch_up()
    row.refresh_from_db()
    assert (row.text, row.edited_by, row.is_awaited) == ("Clicks fell in the last week.", cast.tin, False)


def test_a_writer_let_go_does_not_keep_the_task(cast: Cast, report: Report) -> None:
    due = clock.now() + timedelta(days=2)
    row = ask_writer(part(report, "figures"), by=cast.luka, to=cast.tin, due_at=due, knowing=True)
    ask_nobody(part(report, "figures"), by=cast.luka)
    assert row.task is not None
    assert Task.objects.get(pk=row.task.pk).state == Task.State.DROPPED
    assert not part(report, "figures").is_awaited


def test_a_part_is_left_out_only_with_a_reason(cast: Cast, report: Report) -> None:
    Goal.objects.create(
        client=report.client, title="60 nights", metric="Nights", target=60, state="missed",
        made_at=datetime(2026, 9, 1, tzinfo=UTC), closed_at=datetime(2026, 10, 20, tzinfo=UTC),
    )  # fmt: skip
    with pytest.raises(ValidationError):
        leave_out(part(report, "goals"), by=cast.luka, why="  ")
    leave_out(part(report, "goals"), by=cast.luka, why="Told by telephone on Monday.")
    assert "60 nights" not in str(content_of(report))
    put_back(part(report, "goals"), by=cast.luka)
    assert "60 nights" in str(content_of(report))
    entries = Entry.objects.filter(name__startswith="report.part_").order_by("pk")
    assert [entry.name for entry in entries] == ["report.part_left_out", "report.part_put_back"]


def test_a_draft_follows_the_records_until_it_is_edited(cast: Cast, report: Report) -> None:
    def done(number: int) -> None:
        service = part(report, "figures").service
        for n in range(number):
            Task.objects.create(
                client=report.client, title=f"Done {n}", keeper=cast.luka, state="done", service=service,
                closed_at=datetime(2026, 10, 15, tzinfo=UTC),
            )  # fmt: skip

    done(1)
    assert "1 task" in str(content_of(report))
    done(1)
    assert "2 tasks" in str(content_of(report))
    write_part(part(report, "summary"), by=cast.luka, text="Two things done, both for search.")
    done(1)
    assert "Two things done" in str(content_of(report))
    assert "stale" in [lack.kind for lack in check(report)]


def test_two_who_write_the_same_part_do_not_overwrite_each_other(cast: Cast, report: Report) -> None:
    seen = part(report, "summary").version
    write_part(part(report, "summary"), by=cast.luka, text="First.", version=seen)
    with pytest.raises(ChangedMeanwhile):
        write_part(part(report, "summary"), by=cast.luka, text="Second.", version=seen)
    assert part(report, "summary").text == "First."


def test_what_was_signed_off_stays_whatever_changes(cast: Cast, report: Report) -> None:
    written(report, cast)
    report = sign_off(report, by=cast.luka)
    signed = Signed.objects.get(report=report)
    assert digest_of(signed.content) == signed.digest
    assert frozen(thawed(signed.content)) == signed.content
    Goal.objects.create(client=report.client, title="A new aim", made_at=datetime(2026, 9, 1, tzinfo=UTC))
    assert content_of(report).checked_by == cast.luka.name
    assert "A new aim" not in str(content_of(report))
    with pytest.raises(ValidationError):
        write_part(part(report, "summary"), by=cast.luka, text="Otherwise.")


def test_it_goes_to_its_recipients_in_their_language_and_once(cast: Cast, adria: Client, report: Report) -> None:
    ivana, ante = person(adria), contact(adria, "Ante", "Babić", language="en")
    ante.channels.create(kind="mail", value="ante@adria.example", folded="ante@adria.example")
    recipients(adria, ivana, ante, by=cast.luka)
    with pytest.raises(ValidationError):
        send(report, by=cast.luka)
    written(report, cast)
    sign_off(report, by=cast.luka)
    send(report, by=cast.luka)
    send(report, by=cast.luka)
    letters = Outgoing.objects.filter(key__startswith=f"report:{report.pk}:1:")
    assert letters.count() == 2
    assert all("/r/" in letter.text and "More calls than ever" in letter.text for letter in letters)
    assert Sight.objects.filter(report=report, times=0).count() == 2
    told = Entry.objects.get(name="report.sent")
    assert (told.in_story, set(told.data["to"])) == (True, {ivana.name, ante.name})


def test_the_first_recipient_is_asked_for_a_yes_where_agreed(cast: Cast, adria: Client, report: Report) -> None:
    ivana = person(adria)
    recipients(adria, ivana, by=cast.luka, approved=True)
    sign_off(written(report, cast), by=cast.luka)
    send(report, by=cast.luka)
    asked = Approval.objects.get(purpose="report")
    assert (asked.contact, asked.subject_id, asked.number) == (ivana, report.pk, 1)
    assert Signed.objects.get(report=report).digest in dict(map(tuple, asked.shown)).values()  # type: ignore[arg-type]
    assert "/r/" in asked.intro


def test_unread_after_a_week_is_asked_about_until_somebody_looks(cast: Cast, adria: Client, report: Report) -> None:
    ivana = person(adria)
    recipients(adria, ivana, by=cast.luka)
    sign_off(written(report, cast), by=cast.luka)
    assert not open_items(kind="report_late").exists()
    send(report, by=cast.luka)
    assert not open_items(client=adria, kind="report_due").exists()
    with time_machine.travel(NOVEMBER_3 + timedelta(days=8)):
        remind.look_over()
        assert open_items(kind="report_unread").count() == 1
        assert note_seen(report, ivana) is True
        assert note_seen(report, ivana) is False
        assert not open_items(kind="report_unread").exists()
    assert Sight.objects.get(contact=ivana).times == 2


def test_opened_again_the_next_version_is_written_and_the_first_stands(
    cast: Cast, adria: Client, report: Report
) -> None:
    recipients(adria, person(adria), by=cast.luka)
    sign_off(written(report, cast), by=cast.luka)
    send(report, by=cast.luka)
    again = reopen(report, by=cast.luka)
    assert (again.state, again.number) == (Report.State.DRAFT, 2)
    write_part(part(again, "summary"), by=cast.luka, text="Put right.")
    send(sign_off(again, by=cast.luka), by=cast.luka)
    assert [one.number for one in Signed.objects.exclude(sent_at=None).order_by("number")] == [1, 2]
    assert len({one.digest for one in Signed.objects.all()}) == 2
    assert "put right" in Outgoing.objects.get(key__startswith=f"report:{report.pk}:2:").subject


def test_a_question_from_the_page_is_a_request_with_its_word_and_item(
    cast: Cast, adria: Client, report: Report
) -> None:
    ivana = person(adria)
    made = ask_back(report, ivana, "Why did clicks fall?", once="1")
    assert ask_back(report, ivana, "Why did clicks fall?", once="1").pk == made.pk
    assert report.asked.get().request == Request.objects.get()
    assert made.touchpoint is not None
    assert open_items(kind="request", client=adria).count() == 1


def test_reports_of_a_merged_client_go_along_and_come_back(cast: Cast, adria: Client, report: Report) -> None:
    other = Client.objects.fetch(cast.petra, client("Adria Dental Zadar", cast.luka).pk)
    both = draw_up(other, OCTOBER, by=cast.petra)
    september = draw_up(other, OCTOBER.before(), by=cast.petra)
    kept = Client.objects.fetch(cast.petra, adria.pk)
    done = merge(kept, other, by=cast.petra)
    follow.catch_up()
    assert set(Report.objects.filter(client=adria).values_list("pk", flat=True)) == {report.pk, september.pk}
    assert Report.objects.get(pk=both.pk).client_id == other.pk  # this period was told already
    unmerge(done, by=cast.petra)
    follow.catch_up()
    assert Report.objects.get(pk=september.pk).client_id == other.pk


def test_a_client_that_is_gone_is_asked_about_no_more(adria: Client, report: Report) -> None:
    assert open_items(kind="report_due").count() == 1
    Client.objects.filter(pk=adria.pk).update(status="gone")
    remind.of_client(adria.pk)
    assert not open_items(kind="report_due").exists()
    assert ReportTemplate.objects.count() == 0


def test_figures_read_stand_beside_target_and_before(cast: Cast, adria: Client, report: Report) -> None:
    day = datetime(2026, 9, 1, tzinfo=UTC).date()
    rows = [(day + timedelta(days=n), 4.0 if n < 30 else 6.0) for n in range(61)]
    read_in(adria, rows)
    Target.objects.create(client=adria, metric="clicks", first=OCTOBER.first, wanted=150, set_by=cast.luka)
    Goal.objects.create(client=adria, title="200 clicks", metric="Clicks", target=200, made_at=clock.now())
    Goal.objects.update(made_at=datetime(2026, 9, 1, tzinfo=UTC))
    content = content_of(report)
    figures = next(one for one in content.sections if one.kind == "figures").blocks[-1]
    assert isinstance(figures, KeyFigures)
    (clicks,) = (one for one in figures.figures if one.metric.key == "clicks")
    assert (clicks.value, clicks.target, clicks.previous, clicks.last_year) == (186, 150, 120, None)
    goals = next(one for one in content.sections if one.kind == "goals").blocks[-1]
    assert isinstance(goals, Goals)
    assert (goals.goals[0].figure.value, goals.goals[0].figure.target) == (186, 200)
    assert "66 more than in September" in next(one.draft for one in drawn(report) if one.part.kind == "figures")
    ReportTemplate.objects.create(client=adria, with_previous=False)
    figures = next(one for one in content_of(report).sections if one.kind == "figures").blocks[-1]
    assert isinstance(figures, KeyFigures)
    assert figures.figures[0].previous is None


def test_a_finding_is_told_whatever_is_written_of_it(cast: Cast, adria: Client, report: Report) -> None:
    read_in(adria, [(date(2026, 10, 1) + timedelta(days=n), 5.0) for n in range(31)])
    Finding.objects.create(
        client=adria, metric="clicks", kind="level", since=date(2026, 10, 12), until=date(2026, 10, 31),
        seen_on=date(2026, 10, 31), usual=9, now=4, size=-0.4, in_all=-5, sureness=0.9, is_bad=True,
        causes=[as_data(because("Spend in search halved."))],
    )  # fmt: skip
    assert "40%" in str([one for one in content_of(report).sections if one.kind == "findings"])
    (told,) = (one for one in drawn(report) if one.part.kind == "findings")
    assert (told.bad, told.draft) == (True, "Spend in search halved.")
    write_part(part(report, "findings"), by=cast.luka, text="We know why.")
    said = str([one for one in content_of(report).sections if one.kind == "findings"])
    assert ("40%" in said, "We know why." in said, "halved" in said) == (True, True, False)


def test_figures_that_end_too_early_are_said_and_a_part_is_no_whole(adria: Client, report: Report) -> None:
    read_in(adria, [(date(2026, 9, 20) + timedelta(days=n), 5.0) for n in range(31)])
    blocks = [block for part in drawn(report) for block in part.blocks if isinstance(block, KeyFigures)]
    (clicks,) = blocks[0].figures
    assert (clicks.value, clicks.previous) == (100, None)
    assert "reach only to 2026-10-20" in " ".join(lack.reason.plain() for lack in check(report))
