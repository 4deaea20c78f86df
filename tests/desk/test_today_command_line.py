"""`rapport today` and `rapport client`: one JSON value, readable text, refusals in words."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from tests.cast import Cast, client

from rapport.attention.ask import ask
from rapport.conversations.models import Touchpoint
from rapport.delivery.models import Task
from rapport.journal.models import Entry
from rapport.reckon.verdict import because

AT = datetime(2026, 11, 17, 7, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def note(of: Any, text: str = "Send the split.") -> None:
    ask("note", cause=f"note:{of.pk}", reason=because(text), client=of, due=AT + timedelta(hours=1))


def test_today_gives_rank_box_reasons_and_items(cast: Cast) -> None:
    note(cast.adria)
    told = json.loads(run("today", "--member", "Luka@kordun.example", "--json"))
    assert told["counts"] == {"today": 1, "tomorrow": 0, "later": 0, "done": 0}
    (row,) = told["clients"]
    assert (row["rank"], row["client"], row["box"]) == (1, "Adria Dental", "delegate")
    assert row["reasons"][0] == "Send the split."
    assert "Time left: 1 working hour." in row["reasons"]
    assert [(item["kind"], item["late"]) for item in row["items"]] == [("note", None)]
    assert 0 < row["items"][0]["priority"] == row["priority"] <= 1
    assert {part["name"] for part in row["weight"]["parts"]} | set(row["weight"]["missing"]) == {
        "potential", "key_account", "fee", "risk"
    }  # fmt: skip


def test_today_in_words_is_in_the_members_manners(cast: Cast) -> None:
    note(cast.adria)
    text = run("today", "--member", "luka@kordun.example")
    assert "Luka Perko: 1 client needs you, 0 tomorrow, 0 done." in text
    assert "1. Adria Dental" in text
    assert "by 09:10, in 1 h" in text


def test_what_happened_is_followed_before_answering(cast: Cast) -> None:
    Entry.objects.create(name="client.changed", at=AT, client_id=cast.adria.pk)
    run("today", "--member", "luka@kordun.example")
    assert not Entry.objects.filter(told_at=None).exists()


def test_a_stranger_is_refused_by_name(cast: Cast) -> None:
    with pytest.raises(CommandError, match=r"Nobody with the address who@example\.com"):
        run("today", "--member", "who@example.com")


def test_client_is_one_value(cast: Cast) -> None:
    note(cast.adria)
    for n in range(12):
        Touchpoint.objects.create(
            client=cast.adria, member=cast.luka, channel="call", began="theirs" if n < 3 else "ours",
            at=AT - timedelta(days=n + 1), summary="x",
        )  # fmt: skip
    Task.objects.create(client=cast.adria, title="The texts", keeper=cast.luka, member=cast.tin, hours=Decimal("1.5"))
    Task.objects.create(client=cast.adria, title="Taken", keeper=cast.luka, state="done")
    told = json.loads(run("client", "adria", "--json"))
    (task,) = told.pop("tasks")
    assert (task["title"], task["doer"], task["hours"], task["due"]) == ("The texts", "Tin Babić", 1.5, None)
    assert "Open tasks: 1" in run("client", "adria")
    assert (told["name"], told["keeper"], told["fee"], told["industry"]) == (
        "Adria Dental", "Luka Perko", "4000.00", "Dental clinics"
    )  # fmt: skip
    assert told["began_90_days"] == {"ours": 9, "theirs": 3, "share": 0.75, "low": 0.4677, "high": 0.9111}
    assert [item["kind"] for item in told["items"]] == ["note"]


def test_accents_do_not_matter_and_an_exact_name_wins(cast: Cast) -> None:
    client("Đurđa", cast.luka)
    client("Đurđa Beauty", cast.luka)
    assert json.loads(run("client", "durda", "--json"))["name"] == "Đurđa"
    assert run("client", "DURDA b").startswith("Đurđa Beauty · B · Split · active")


@pytest.mark.parametrize(
    ("name", "words"),
    [("Nobody", "There is no client named Nobody"), ("l", "Several clients have that name"), (" ", "Write the name")],
)
def test_a_name_that_is_not_one_client_is_refused(cast: Cast, name: str, words: str) -> None:
    with pytest.raises(CommandError, match=words):
        run("client", name)
