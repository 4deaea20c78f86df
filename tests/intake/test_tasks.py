"""An export of ClickUp becomes tasks: people, dates, states, words, steps and time, once, and can be taken back."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from rapport.attention.models import Item
from rapport.delivery.tasks.comment import comment
from rapport.delivery.tasks.models import Comment, Step, Task, TimeNote
from rapport.intake import keep as keeping
from rapport.intake.answer import answer
from rapport.intake.keep import ask_to_keep
from rapport.intake.models import Import, Row, SourceId
from rapport.intake.work import ask_to_try, work
from rapport.journal import clock
from rapport.portfolio.models import Client
from rapport.post.models import Account
from tests import cast as casting
from tests.cast import Cast
from tests.intake.bringing import counts, kept, take, tried, undone

HEADERS = (
    "Task ID,Task Name,Task Content,Status,Date Created,Date Created Text,Due Date,Due Date Text,Start Date,Parent ID,"
    "Attachments,Assignees,Tags,Priority,List Name,Folder Name/Path,Space Name,Time Estimated,Checklists,Comments,"
    "Time Spent,Date Closed"
).split(",")
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def ms(*parts: int) -> str:
    return str(int(datetime(*parts, tzinfo=UTC).timestamp()) * 1000)  # type: ignore[misc]


def table(*rows: dict[str, str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADERS, restval="")
    writer.writeheader()
    writer.writerows({"Task Name": f"Task {n}", "List Name": "Adria Dental"} | row for n, row in enumerate(rows, 1))
    return out.getvalue()


PAGE = {
    "Task ID": "86a1", "Task Name": "Landing page", "Task Content": "<p>Big &amp; bold</p>", "Status": "In Progress",
    "Date Created": ms(2026, 2, 2, 10), "Due Date": ms(2026, 3, 6, 13, 30), "Due Date Text": "3/6/2026",
    "Start Date": ms(2026, 2, 9, 3), "Parent ID": "null", "Attachments": "[]", "Assignees": "[Tin Babić, Ana Vidović]",
    "Tags": "[seo,ads]", "Priority": "1", "Folder Name/Path": '["Growth"]', "Space Name": "Clients",
    "Time Estimated": "9000000", "Time Spent": "5400000",
    "Checklists": '{"Steps": ["Hook", {"name": "Bio", "done": true}]}',
    "Comments": json.dumps([
        {"text": "Drafts are in.", "by": "luka@kordun.example", "date": "2/10/2026, 9:00:00 AM GMT+1"},
        {"text": "Looks good", "by": "dana@adria.example", "date": "2/11/2026, 9:00:00 AM"},
    ]),
}  # fmt: skip
OLD = {
    "Task ID": "86a2", "Task Name": "Old audit", "Status": "Closed", "Assignees": "[Tin Babić]",
    "Date Created": ms(2024, 1, 8, 10), "Due Date": ms(2024, 2, 1, 3),
}  # fmt: skip


def test_a_task_comes_with_its_people_dates_words_steps_and_time(cast: Cast) -> None:
    done = kept(table(PAGE), by=cast.luka)
    assert (done.state, done.source, counts(done)) == (Import.State.KEPT, "clickup", (1, 1, 0, 0, 0))
    task = Task.objects.get()
    assert (task.client, task.keeper, task.member, task.state) == (cast.adria, cast.luka, cast.tin, "doing")
    assert (task.title, task.what, task.labels, task.important) == ("Landing page", "Big & bold", ["seo", "ads"], True)
    assert (task.due_at, task.begins) == (datetime(2026, 3, 6, 13, 30, tzinfo=UTC), date(2026, 2, 9))
    assert (task.hours, task.made_at) == (Decimal("2.50"), datetime(2026, 2, 2, 10, tzinfo=UTC))
    assert NOW < task.check_at < task.due_at
    assert (task.source, task.once) == ("clickup", "clickup:86a1")
    assert task.aside == {"Assignees": "Tin Babić, Ana Vidović", "Status": "In Progress"}
    said = [(one.by, one.name, one.words, one.at) for one in Comment.objects.all()]
    assert said == [
        (cast.luka, "", "Drafts are in.", datetime(2026, 2, 10, 8, tzinfo=UTC)),
        (None, "dana@adria.example", "Looks good", datetime(2026, 2, 11, 8, tzinfo=UTC)),  # by the agency's clock
    ]
    assert [(one.text, one.done_at is not None) for one in Step.objects.all()] == [("Hook", False), ("Bio", True)]
    note = TimeNote.objects.get()
    assert (note.member, note.minutes, note.on) == (cast.tin, 90, date(2026, 2, 2))


def test_a_trial_tells_what_would_be_and_keeps_nothing(cast: Cast) -> None:
    trial = tried(table(PAGE, OLD), by=cast.luka)
    assert (trial.state, counts(trial)) == (Import.State.TRIED, (2, 2, 0, 0, 0))
    assert trial.report["first_rows"][0]["task"]["comments"][0]["words"] == "Drafts are in."
    assert not Task.objects.exists()
    assert not SourceId.objects.exists()


def test_the_same_file_twice_changes_nothing(cast: Cast) -> None:
    def everything() -> list[Any]:
        return [list(model.objects.order_by("pk").values()) for model in (Task, Comment, Step, TimeNote, Item)]

    kept(table(PAGE, OLD), by=cast.luka)
    before = everything()
    assert counts(kept(table(PAGE, OLD), by=cast.luka)) == (2, 0, 0, 2, 0)
    SourceId.objects.all().delete()  # a ledger that was lost: the task itself keeps its key
    assert counts(kept(table(PAGE, OLD), by=cast.luka)) == (2, 0, 0, 2, 0)
    assert everything() == before


def test_an_import_is_taken_back_and_may_come_again(cast: Cast) -> None:
    done = kept(table(PAGE, OLD), by=cast.luka)
    assert Item.objects.filter(closed_at=None).exists()
    undone(done)
    assert not Task.objects.here().exists()
    assert not Item.objects.filter(closed_at=None, kind__startswith="task_").exists()
    assert counts(kept(table(PAGE, OLD), by=cast.luka)) == (2, 2, 0, 0, 0)
    assert (Task.objects.here().count(), Task.objects.count(), Comment.objects.count()) == (2, 2, 2)


def test_what_was_done_elsewhere_is_done_and_asks_for_nothing(cast: Cast) -> None:
    dropped = {"Task ID": "x", "Status": "cancelled", "Assignees": "[Luka Perko]", "Due Date": ms(2025, 1, 1, 9)}
    done = kept(table(OLD, dropped, OLD | {"Task ID": "y", "Date Closed": ms(2024, 1, 20, 9)}), by=cast.luka)
    assert [note["reason"]["say"][:22] for note in done.report["notes"]] == ["Closed without saying "]
    found = {one.once: (one.state, one.closed_at) for one in Task.objects.all()}
    assert found["clickup:86a2"] == ("done", datetime(2024, 2, 1, 16, tzinfo=UTC))  # the end of Tin's day
    assert found["clickup:y"] == ("done", datetime(2024, 1, 20, 9, tzinfo=UTC))
    assert found["clickup:x"] == ("dropped", datetime(2025, 1, 1, 9, tzinfo=UTC))
    assert not Item.objects.exists()
    assert not Account.objects.exists()


def test_a_newer_export_changes_the_task_and_adds_what_was_said(cast: Cast) -> None:
    kept(table(PAGE), by=cast.luka)
    more = json.loads(PAGE["Comments"]) + [{"text": "Third", "by": "tin@kordun.example", "date": "2/12/2026"}]
    newer = PAGE | {"Task Name": "Landing page 2", "Status": "complete", "Time Spent": "7200000"}
    done = kept(table(newer | {"Comments": json.dumps(more), "Date Closed": ms(2026, 3, 1, 9)}), by=cast.luka)
    assert counts(done) == (1, 0, 1, 0, 0)
    task = Task.objects.get()
    assert (task.title, task.state, task.closed_at) == ("Landing page 2", "done", datetime(2026, 3, 1, 9, tzinfo=UTC))
    assert (Comment.objects.count(), Step.objects.count(), TimeNote.objects.get().minutes) == (3, 2, 120)
    undone(done)
    task.refresh_from_db()
    assert (task.title, task.state, task.closed_at) == ("Landing page", "doing", None)
    assert (Comment.objects.filter(deleted_at=None).count(), TimeNote.objects.get().minutes) == (2, 90)


def test_what_people_worked_on_here_keeps_its_words_and_stays(cast: Cast) -> None:
    first = kept(table(PAGE, OLD), by=cast.luka)
    task = Task.objects.get(once="clickup:86a1")
    task.client = Client.objects.fetch(cast.luka, cast.adria.pk)
    comment(task, by=cast.luka, words="Ours")
    more = json.dumps([{"text": "New there", "by": "ana@kordun.example"}])
    newer = kept(table(PAGE | {"Task Name": "Other words", "Comments": more}, OLD), by=cast.luka)
    assert counts(newer) == (2, 0, 1, 1, 0)
    task.refresh_from_db()
    assert task.title == "Landing page"
    assert set(task.comments.values_list("words", flat=True)) == {"Drafts are in.", "Looks good", "Ours", "New there"}
    back = undone(first)
    assert [one["line"] for one in back.report["left"]] == [2]
    assert list(Task.objects.here()) == [task]


def test_tasks_an_earlier_import_kept_raw_are_taken_up_once(cast: Cast) -> None:
    earlier = Import.objects.create(
        name="old.csv", digest="0", size=1, by=cast.luka, source="clickup", kind="task", state=Import.State.KEPT
    )
    raw = Row.objects.create(of=earlier, line=2, kind="task", key="86a1", outcome=Row.Outcome.NEW, raw={"fields": {}})
    SourceId.objects.create(space="clickup", kind="task", key="86a1", digest="1", row=raw)
    assert counts(kept(table(PAGE, OLD), by=cast.luka)) == (2, 2, 0, 0, 0)
    assert SourceId.objects.get(key="86a1").target_id == Task.objects.get(once="clickup:86a1").pk
    undone(earlier)  # what it had kept has gone into tasks, which stay
    assert Task.objects.here().count() == 2
    assert counts(kept(table(PAGE, OLD), by=cast.luka)) == (2, 0, 0, 2, 0)


def test_bad_rows_wait_with_line_and_reason_and_the_others_come(cast: Cast) -> None:
    nameless, others = {"Task ID": "b", "Task Name": ""}, {"Task ID": "c", "List Name": "Polyot Travel"}
    done = kept(table(PAGE, nameless, others, PAGE | {"Task Name": "Again"}), by=cast.luka)
    assert counts(done) == (4, 1, 0, 0, 3)
    rejected = {row.line: row.reason["say"] for row in Row.objects.filter(of=done, outcome="rejected")}
    assert rejected[3] == "The row does not say what is to be done."
    assert rejected[4].startswith("The client is looked after by somebody else")
    assert "stands in line" in rejected[5]


def test_absurd_dates_and_unreadable_cells_are_said_and_lose_nothing(cast: Cast) -> None:
    odd = {
        "Due Date": ms(1970, 1, 2, 9), "Start Date": "1.75447E+12", "Date Created": ms(2040, 1, 1, 9), "Priority": "7",
        "Comments": '[{"text": "cut of', "Time Spent": "soon", "Checklists": '{"A": ["\\u0000Hook\\ud800"]}',
    }  # fmt: skip
    done = kept(table(PAGE | odd), by=cast.luka)
    assert counts(done) == (1, 1, 0, 0, 0)
    task = Task.objects.get()
    assert (task.due_at, task.begins, task.made_at, task.important) == (None, None, NOW, None)
    assert Step.objects.get().text == "Hook"
    for name in odd.keys() - {"Checklists"}:
        assert task.aside[name] == odd[name]
    assert {one["column"] for one in done.report["odd"]} == odd.keys() - {"Checklists"}


def test_a_state_nobody_knows_is_asked_once(cast: Cast) -> None:
    text = table(PAGE | {"Status": "Parked"}, OLD | {"Status": "parked"})
    of = take(text, by=cast.luka)
    assert of.state == Import.State.ASKED
    [question] = of.open_questions
    assert (question["key"], question["example"]) == ("state:parked", "parked")
    answer(of, by=cast.luka, answers={"state:parked": "dropped"})
    work(of.pk)
    ask_to_try(of)
    assert work(of.pk).state == Import.State.TRIED  # type: ignore[union-attr]
    assert counts(kept(text, by=cast.luka, **{"state:parked": "dropped"})) == (2, 2, 0, 0, 0)
    assert set(Task.objects.values_list("state", flat=True)) == {"dropped"}
    other = take(table(PAGE | {"Status": "PARKED"}).replace("Time Spent", "Hours gone"), by=cast.luka)
    assert (other.state, other.answers["state:parked"]) == (Import.State.READ, "dropped")


def test_whose_a_list_is_is_matched_by_name_or_asked(cast: Cast) -> None:
    folder = {"Task ID": "f", "List Name": "Sprint 3", "Folder Name/Path": '["ADRIA dental"]'}
    near, own = {"Task ID": "n", "List Name": "Adria Dental SEO"}, {"Task ID": "o", "List Name": "Office"}
    text = table(folder, near, own)
    of = take(text, by=cast.luka)
    asked = {q["key"]: [told for told, _ in q["options"]] for q in of.open_questions}
    assert asked == {"client:adria dental seo": ["Adria Dental", "-"], "client:office": ["-"]}
    answer(of, by=cast.luka, answers={"client:adria dental seo": "Nobody Ltd", "client:office": "-"})
    again = work(of.pk)
    assert again is not None
    assert [q["reason"]["say"] for q in again.open_questions] == [
        "There is no client called “{name}”. Whose is “{list}”?"
    ]
    told = {"client:adria dental seo": "adria dental", "client:office": "-"}
    assert counts(kept(text, by=cast.luka, **told)) == (3, 3, 0, 0, 0)
    assert {one.once: one.client for one in Task.objects.all()} == {
        "clickup:f": cast.adria, "clickup:n": cast.adria, "clickup:o": None,
    }  # fmt: skip


def test_people_who_are_not_here_are_said_and_likely_ones_asked(cast: Cast) -> None:
    gone = casting.member("Gone Girl", ["specialist"], cast.growth, is_active=False)
    rows = (
        PAGE | {"Assignees": "[Tin, Zoe]"},
        {"Task ID": "z", "Assignees": "[Zoe]", "Time Spent": "60000"},
        {"Task ID": "g", "Assignees": "[Gone Girl]", "Status": "done"},
        {"Task ID": "n", "Assignees": "[nina@kordun.example]", "Due Date": ms(2026, 3, 9, 9)},
    )
    of = take(table(*rows), by=cast.luka)
    assert [(q["key"], [told for told, _ in q["options"]]) for q in of.open_questions] == [
        ("person:tin", ["tin@kordun.example", "-"])
    ]
    done = kept(table(*rows), by=cast.luka, **{"person:tin": "tin@kordun.example"})
    notes = [note["reason"]["say"] for note in done.report["notes"]]
    assert any(note.startswith("“{name}” is nobody here") for note in notes)
    assert any(note.startswith("{name} does not work for {client}") for note in notes)
    found = {one.once: (one.member, one.state) for one in Task.objects.all()}
    assert found == {
        "clickup:86a1": (cast.tin, "doing"), "clickup:z": (None, "open"), "clickup:g": (gone, "done"),
        "clickup:n": (None, "open"),
    }  # fmt: skip
    assert Task.objects.get(once="clickup:z").aside == {"Assignees": "Zoe", "Time Spent": "60000"}


def test_parts_belong_to_the_task_above_wherever_it_stands(cast: Cast) -> None:
    rows = (
        {"Task ID": "part", "Parent ID": "86a1"}, PAGE, {"Task ID": "lost", "Parent ID": "nowhere"},
        {"Task ID": "self", "Parent ID": "self"},
        {"Task ID": "r1", "Parent ID": "r2"}, {"Task ID": "r2", "Parent ID": "r1"},
    )  # fmt: skip
    trial, done = tried(table(*rows), by=cast.luka), kept(table(*rows), by=cast.luka)
    above = {one.once: one.parent and one.parent.once for one in Task.objects.select_related("parent")}
    assert above.pop("clickup:part") == "clickup:86a1"
    assert set(above.values()) == {None}
    for said in (trial, done):
        assert any("{id} is not here" in note["reason"]["say"] for note in said.report["notes"])
    kept(table({"Task ID": "nowhere"}), by=cast.luka)
    assert counts(kept(table(*rows), by=cast.luka)) == (6, 0, 0, 6, 0)


def test_a_table_of_years_does_not_flood_today(cast: Cast) -> None:
    text = table(
        *({"Task ID": f"t{n}", "Due Date": ms(2025, 1, n, 9), "Assignees": "[Tin Babić]"} for n in range(1, 12))
    )
    assert [q["key"] for q in take(text, by=cast.luka).open_questions] == ["late:"]
    kept(text, by=cast.luka, **{"late:": "aside"})
    assert not Item.objects.exists()
    task = Task.objects.get(once="clickup:t5")
    assert (task.state, task.due_at, task.aside["Due Date"]) == ("doing", None, "2025-01-05")


def test_a_killed_import_of_tasks_goes_on_without_loss_or_doubles(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapport.intake.walk.CHUNK", 2)
    rows = [{"Task ID": f"t{n}", "Parent ID": "t7", "Checklists": '{"A": ["x"]}'} for n in range(7)] + [
        {"Task ID": "t7"}
    ]
    taken = take(table(*rows), by=cast.luka)
    ask_to_keep(taken, by=cast.luka)
    real, chunks = keeping._store, iter(range(9))

    def dying(walk: Any, flat: Any) -> Any:
        stored = real(walk, flat)
        if next(chunks) == 2:
            raise KeyboardInterrupt
        return stored

    monkeypatch.setattr(keeping, "_store", dying)
    with pytest.raises(KeyboardInterrupt):
        work(taken.pk)
    assert Task.objects.count() == 4
    Import.objects.update(beat_at=None)
    work(taken.pk)
    assert counts(Import.objects.get(pk=taken.pk)) == (8, 8, 0, 0, 0)
    assert (Task.objects.count(), Task.objects.filter(parent__once="clickup:t7").count()) == (8, 7)
    assert Step.objects.count() == 7
