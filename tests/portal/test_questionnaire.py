"""The questionnaire by link: kept as typed with or without scripts, two screens, conditions, colleagues, gaps."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast
from tests.onboarding.beginning import known, questions

from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.links.models import Link
from rapport.onboarding.questionnaires.ask import ask
from rapport.onboarding.questionnaires.close import close
from rapport.onboarding.questionnaires.models import Answer, AnswerFile, Part, Questionnaire
from rapport.onboarding.questionnaires.save import Typed, Writer, save
from rapport.onboarding.questionnaires.sheet import sheet
from rapport.post.models import Outgoing


@pytest.fixture(autouse=True)
def fresh() -> None:
    cache.clear()


def asked(cast: Cast) -> tuple[Questionnaire, str]:
    row, address = ask(questions(cast), by=cast.luka)
    return row, address.rstrip("/").rsplit("/", 1)[-1]


def url(token: str) -> str:
    return reverse("portal_questionnaire", args=[token])


def text(answer: Any) -> str:
    return str(answer.content.decode())


def type_in(token: str, key: str, *words: str, number: int = 0, **more: str) -> Any:
    sent = {"key": key, "words": list(words), "number": str(number), **more}
    return Browser().post(reverse("portal_answer", args=[token]), sent)


def form(row: Questionnaire, **changed: Any) -> dict[str, Any]:
    """Everything the page's form sends, as a browser without scripts does."""
    sent: dict[str, Any] = {"do": "save"}
    for one in sheet(row, "en").rows:
        sent |= {f"n-{one.key}": one.number, f"a-{one.key}": one.typed, f"d-{one.key}": one.doubt}
        if one.unknown:
            sent[f"u-{one.key}"] = "1"
    return {**sent, **changed}


def test_the_letter_leads_to_the_questions_in_their_language(cast: Cast) -> None:
    cast.adria.language = "hr"
    cast.adria.save()
    row, token = asked(cast)
    letter = Outgoing.objects.get(key__startswith=f"questionnaire:{row.pk}:")
    assert (letter.to, letter.language) == ("ivana@adria.example", "hr")
    assert f"/q/{token}/" in letter.text
    page = Browser().get(url(token))
    assert page.status_code == 200
    assert '<html lang="hr"' in text(page)
    assert "Što se treba promijeniti?" in text(page)
    assert "What should change?" in text(Browser().get(url(token) + "?language=en"))
    assert (page["Cache-Control"], "noindex" in page["X-Robots-Tag"]) == ("no-store", True)


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_changes_nothing(cast: Cast, method: str) -> None:
    _row, token = asked(cast)
    with CaptureQueriesContext(connection) as queries:
        getattr(Browser(), method)(url(token))
    assert not [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_what_is_typed_is_kept_at_once_with_its_number(cast: Cast) -> None:
    row, token = asked(cast)
    told = type_in(token, "goal", "More  bookings").json()
    assert (told["number"], told["done"], told["total"]) == (1, 1, 6)
    assert type_in(token, "goal", "More bookings and calls", number=1).json()["number"] == 2
    kept = Answer.objects.get()
    assert (kept.value, kept.name, kept.earlier[0]["value"]) == (
        "More bookings and calls",
        "Ivana Perić",
        "More  bookings",
    )
    row.refresh_from_db()
    assert row.touched_at is not None
    assert Entry.objects.filter(name="questionnaire.begun").count() == 1
    assert "More bookings and calls" in text(Browser().get(url(token)))


def test_the_same_again_is_kept_once(cast: Cast) -> None:
    _row, token = asked(cast)
    assert [type_in(token, "shop", "yes").json()["number"] for _n in range(3)] == [1, 1, 1]


def test_an_older_screen_overwrites_nothing_and_is_offered_both(cast: Cast) -> None:
    row, token = asked(cast)
    type_in(token, "goal", "First")
    type_in(token, "goal", "Second", number=1)
    late = type_in(token, "goal", "Third", number=1)
    assert late.status_code == 409
    assert (late.json()["typed"], late.json()["number"]) == ("Second", 2)
    assert "Second" in late.json()["told"]
    assert Answer.objects.get().value == "Second"
    plain = Browser().post(url(token), form(row, **{"a-goal": "Third", "n-goal": 1}))
    assert plain.status_code == 409
    assert 'name="keep-goal"' in text(plain)
    assert "Third" in text(plain)
    Browser().post(url(token), form(row, **{"a-goal": "Third", "n-goal": 2, "keep-goal": "theirs"}))
    assert Answer.objects.get().value == "Second"
    Browser().post(url(token), form(row, **{"a-goal": "Third", "n-goal": 2, "keep-goal": "mine"}))
    assert Answer.objects.get().value == "Third"


def test_an_older_form_that_typed_nothing_new_takes_nothing_back(cast: Cast) -> None:
    row, token = asked(cast)
    type_in(token, "goal", "First")
    old = form(row, **{"a-goal": "First"})
    type_in(token, "goal", "Second", number=1)
    old["a-shop"] = "no"
    assert Browser().post(url(token), old).status_code == 200
    assert dict(Answer.objects.values_list("key", "value")) == {"goal": "Second", "shop": False}


def test_without_scripts_the_form_is_enough(cast: Cast) -> None:
    row, token = asked(cast)
    browser = Browser(enforce_csrf_checks=True)
    html = text(browser.get(url(token)))
    assert "Only if “Do you have a shop?” is: yes" in html
    secret = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)
    assert secret is not None
    sent = form(
        row, csrfmiddlewaretoken=secret[1],
        **{"a-goal": "More", "a-shop": "yes", "a-shop_kind": "rented", "a-channels": ["ads", "mail"], "u-budget": "1",
           "d-budget": "Ante knows", "a-since": "2020-05-01",
           "f-logo": SimpleUploadedFile("logo.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40)},
    )  # fmt: skip
    answer = browser.post(url(token), sent)
    assert answer.status_code == 200
    assert "Kept." in text(answer)
    values = {one.key: one.value for one in Answer.objects.all()}
    assert values == {
        "goal": "More", "shop": True, "shop_kind": "rented", "channels": ["ads", "mail"], "budget": None,
        "since": "2020-05-01",
    }  # fmt: skip
    unsure = Answer.objects.get(key="budget")
    assert (unsure.unknown, unsure.doubt) == (True, "Ante knows")
    file = AnswerFile.objects.get()
    assert (file.key, file.document.name) == ("logo", "logo.png")
    away = browser.post(url(token), form(row, csrfmiddlewaretoken=secret[1], do=f"remove-{file.pk}"))
    assert "taken away" in text(away)
    assert AnswerFile.objects.filter(removed_at=None).count() == 0


@pytest.mark.parametrize(
    ("key", "words", "told"),
    [
        ("goal", ["x" * 1_000_000], "10000 characters"),
        ("budget", ["a lot"], "amount"),
        ("shop_kind", ["stolen"], "Choose one"),
        ("channels", ["ads", "tv"], "Choose among"),
        ("shop", ["perhaps"], "yes or no"),
        ("since", ["tomorrow"], "calendar"),
        ("nothing", ["x"], "no such question"),
        ("\0", ["x"], "no such question"),
        ("", [], "no such question"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_kept(cast: Cast, key: str, words: list[str], told: str) -> None:
    row, token = asked(cast)
    answer = type_in(token, key, *words)
    assert answer.status_code == 422
    assert told in answer.json()["wrong"].replace(",", "")
    plain = Browser().post(url(token), form(row, **{f"a-{key}": words, "a-rent": "Typed"}))
    assert plain.status_code in (200, 422)
    assert not Answer.objects.exclude(key="rent").exists()
    if plain.status_code == 422 and len(words[0]) < 99 and key in ("budget",):
        assert words[0] in text(plain)


def test_signs_that_no_database_keeps_and_script_stay_text(cast: Cast) -> None:
    _row, token = asked(cast)
    type_in(token, "goal", "One\0Two <script>alert(1)</script>", doubt="\0?")
    assert Answer.objects.get().value == "OneTwo <script>alert(1)</script>"
    assert "<script>alert" not in text(Browser().get(url(token)))
    for number in ("-1", "9" * 40, "٣", "x"):
        assert type_in(token, "shop", "yes", number=number).status_code in (200, 409)  # type: ignore[arg-type]


def test_a_file_must_be_one_and_belong_to_a_question_that_takes_files(cast: Cast, settings: Any) -> None:
    settings.FILE_MAX_BYTES = 2_000_000
    _row, token = asked(cast)
    there = reverse("portal_answer", args=[token])
    for key, file in (
        ("goal", SimpleUploadedFile("a.txt", b"words")),
        ("nothing", SimpleUploadedFile("a.txt", b"words")),
        ("logo", SimpleUploadedFile("empty.txt", b"")),
        ("logo", SimpleUploadedFile("large.bin", b"0" * 2_100_000)),
    ):
        answer = Browser().post(there, {"key": key, "file": file})
        assert answer.status_code == 422, key
        assert answer.json()["wrong"].endswith(".")
    good = Browser().post(there, {"key": "logo", "file": SimpleUploadedFile("../../logo.svg", b"<svg/>")})
    assert good.json()["files"][0]["name"] == "logo.svg"
    again = Browser().post(there, {"key": "logo", "file": SimpleUploadedFile("logo.svg", b"<svg/>")})
    assert len(again.json()["files"]) == 1


def test_it_is_sent_with_its_gaps_only_knowingly(cast: Cast) -> None:
    row, token = asked(cast)
    type_in(token, "shop", "no")
    first = Browser().post(url(token), form(row, do="send", name="Ivana"))
    assert first.status_code == 422
    assert "2 answers that we need are missing" in text(first)
    assert "What should change?" in text(first)
    nameless = Browser().post(url(token), form(row, do="send", name=" ", with_gaps="1"))
    assert "Write your name" in text(nameless)
    done = Browser().post(url(token), form(row, do="send", name="Ivana P.", with_gaps="1"))
    assert "Thank you, Ivana P." in text(done)
    row.refresh_from_db()
    assert (row.state, row.sent_name, row.remind_at) == ("sent", "Ivana P.", None)
    assert Entry.objects.get(name="questionnaire.sent").data["gaps"] == 2
    for again in (Browser().get(url(token)), Browser().post(url(token), form(row, do="send", name="Other"))):
        assert "Thank you, Ivana P." in text(again)
    assert type_in(token, "goal", "Late").status_code == 410
    assert not Answer.objects.filter(key="goal").exists()


def test_a_colleague_answers_only_their_part(cast: Cast) -> None:
    row, token = asked(cast)
    type_in(token, "shop", "no")
    sent = {"do": "part", "keys": ["budget", "goal", "made-up"], "part_name": "Ante", "mail": "ante@adria.example"}
    page = Browser().post(url(token), form(row, **sent, words="You know the money."))
    assert "on its way to Ante" in text(page)
    part = Part.objects.get()
    assert part.keys == ["goal", "budget"]
    letter = Outgoing.objects.get(to="ante@adria.example")
    assert "Ivana Perić asks you to answer 2 questions" in letter.text
    assert "You know the money." in letter.text
    theirs = re.search(r"/q/([\w-]+)/", letter.text)
    assert theirs is not None
    html = text(Browser().get(url(theirs[1])))
    assert "How much a month?" in html
    assert "Do you have a shop?" not in html
    assert "Send the answers" not in html
    assert type_in(theirs[1], "shop", "yes").status_code == 422
    assert type_in(theirs[1], "budget", "1200").status_code == 200
    assert Answer.objects.get(key="budget").name == "Ante"
    assert Browser().post(url(theirs[1]), form(row, do="send", name="Ante", with_gaps="1")).status_code == 200
    row.refresh_from_db()
    assert row.state == "open"
    assert "Thank you, Ante" in text(Browser().post(url(theirs[1]), {"do": "done"}))
    part.refresh_from_db()
    assert part.done_at is not None
    assert "Ante answers this, done" in text(Browser().get(url(token)))
    Browser().post(url(token), form(row, do=f"end-{part.pk}"))
    assert Browser().get(url(theirs[1])).status_code == 410
    assert type_in(theirs[1], "budget", "9").status_code == 410
    assert Answer.objects.get(key="budget").value == {"amount": "1200", "currency": "EUR"}


@pytest.mark.parametrize(
    "wrong",
    [{"keys": []}, {"part_name": ""}, {"mail": "nobody"}, {"words": "x" * 501}, {"mail": "a@b.example\nBcc: x@y.z"}],
)
def test_what_a_colleague_needs_is_said_and_nothing_is_lost(cast: Cast, wrong: dict[str, Any]) -> None:
    row, token = asked(cast)
    sent = {
        "do": "part",
        "keys": ["goal"],
        "part_name": "Ante",
        "mail": "ante@adria.example",
        "a-goal": "Kept",
        **wrong,
    }
    answer = Browser().post(url(token), form(row, **sent))
    assert answer.status_code == 422
    assert not Part.objects.exists()
    assert Answer.objects.get().value == "Kept"


def test_links_that_are_over_say_so_and_made_up_ones_are_not_there(cast: Cast) -> None:
    row, token = asked(cast)
    assert Browser().get(url("made-up")).status_code == 404
    assert type_in("made-up", "goal", "x").status_code == 404
    row.client = known(cast.luka, cast.adria)
    Link.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert Browser().get(url(token)).status_code == 410
    Link.objects.update(expires_at=clock.now() + timedelta(days=9), purpose="approval")
    assert Browser().get(url(token)).status_code == 404
    Link.objects.update(purpose="questionnaire")
    close(row, by=cast.luka)
    for answer in (Browser().get(url(token)), Browser().post(url(token), form(row)), type_in(token, "goal", "x")):
        assert answer.status_code == 410
    assert b"Adria" not in Browser().get(url(token)).content


def test_a_form_from_elsewhere_keeps_nothing(cast: Cast) -> None:
    row, token = asked(cast)
    browser = Browser(enforce_csrf_checks=True)
    assert browser.post(url(token), form(row, **{"a-goal": "x"})).status_code == 403
    assert browser.post(reverse("portal_answer", args=[token]), {"key": "goal", "words": "x"}).status_code == 403
    assert not Answer.objects.exists()


def test_the_page_asks_the_same_number_of_statements_however_much_is_answered(cast: Cast) -> None:
    row, token = asked(cast)
    counts = []
    for answers in (
        [],
        [Typed("goal", ["a"]), Typed("shop", ["yes"]), Typed("shop_kind", ["own"]), Typed("since", ["2020-01-01"])],
    ):
        save(row, answers, writer=Writer("Ivana"))
        with CaptureQueriesContext(connection) as queries:
            Browser().get(url(token))
        counts.append(len(queries))
    assert counts[0] == counts[1]
