"""Words logged, corrected, explained and taken out through the browser; their files; who may not."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests import cast as casting

from rapport.attention.models import open_items
from rapport.conversations.log import log
from rapport.conversations.models import Earlier, Touchpoint
from rapport.journal import clock
from rapport.portfolio.models import Client

LINE = {"channel": "call", "summary": "The split is ready on Friday", "began": "ours"}


@pytest.fixture
def luka(cast, caller):
    return caller(cast.luka)


@pytest.fixture
def word(cast):
    client = Client.objects.fetch(cast.luka, cast.adria.pk)
    return log(client, by=cast.luka, channel="call", began="theirs", summary="Budget is 400")


def post(browser, client, **more):
    return browser.post(reverse("touchpoints", args=[client.pk]), {**LINE, "once": uuid4(), **more})


def test_a_word_is_logged_with_one_line_and_who_began(cast, luka):
    answer = post(luka, cast.adria)
    assert answer.status_code == 303
    assert answer.headers["Location"] == reverse("client", args=[cast.adria.pk])
    word = Touchpoint.objects.get()
    assert (word.member, word.client, word.began, word.summary) == (cast.luka, cast.adria, "ours", LINE["summary"])
    page = luka.get(answer.headers["Location"]).content.decode()
    assert "Logged with Adria Dental." in page
    assert reverse("touchpoint_delete", args=[word.pk]) in page


def test_nothing_is_presumed_of_who_began(cast, luka):
    answer = luka.post(reverse("touchpoints", args=[cast.adria.pk]), {"channel": "call", "summary": "Said something"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Say who began: press one of the two buttons." in html
    assert "Said something" in html
    assert not Touchpoint.objects.exists()


def test_a_doubled_click_is_one_word(cast, luka):
    once = uuid4()
    assert [post(luka, cast.adria, once=once).status_code for _ in range(2)] == [303, 303]
    assert Touchpoint.objects.count() == 1


def test_everything_else_of_the_form_is_kept(cast, luka):
    ivana = casting.contact(cast.adria, "Ivana")
    day = clock.today() + timedelta(days=4)
    answer = post(
        luka, cast.adria, began="theirs", channel="mail", people=[ivana.pk], at="2024-11-15T16:42", mood="uneasy",
        next_step="Answer", next_step_on=day.isoformat(), why_first="question", agreed="on", direction="in",
        evidence=[SimpleUploadedFile("a.txt", b"a"), SimpleUploadedFile("b.txt", b"b")],
    )  # fmt: skip
    assert answer.status_code == 303
    word = Touchpoint.objects.get()
    assert word.at.isoformat() == "2024-11-15T15:42:00+00:00"  # in Zagreb it was an hour later
    assert (word.mood, word.next_step, word.next_step_on, word.why_first) == ("uneasy", "Answer", day, "question")
    assert (word.agreed, word.direction, list(word.people.all())) == (True, "in", [ivana])
    assert sorted(e.document.name for e in word.evidence.all()) == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    "bad",
    [
        {"at": "0001-01-01T00:00"},
        {"at": "9999-12-31T23:59"},
        {"at": "yesterday"},
        {"at": "2024-03-31T02:30"},  # an hour that the clocks skip
        {"next_step": "Call", "next_step_on": "9999-01-01"},
        {"channel": "pigeon"},
        {"summary": "\0"},
        {"summary": "x" * 20_001},
        {"mood": "furious"},
        {"evidence": [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(11)]},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(cast, luka, bad):
    answer = post(luka, cast.adria, **{"summary": "Nothing is lost", **bad})
    assert answer.status_code == 422
    assert not Touchpoint.objects.exists()
    if "summary" not in bad:
        assert "Nothing is lost" in answer.content.decode()


def test_people_of_another_client_are_no_choice(cast, luka):
    stranger = casting.contact(cast.isar, "Hans")
    assert post(luka, cast.adria, people=[stranger.pk]).status_code == 422


def test_quick_log_finds_the_client_by_name(cast, luka):
    answer = luka.post(reverse("touchpoint_new"), {**LINE, "client": "  adria dental"})
    assert answer.status_code == 303
    assert Touchpoint.objects.get().client == cast.adria


def test_quick_log_asks_which_client_is_meant(cast, luka):
    casting.client("Adria Hotels", cast.luka)
    answer = luka.post(reverse("touchpoint_new"), {**LINE, "client": "adria"})
    assert answer.status_code == 422
    assert "Several clients fit: Adria Dental, Adria Hotels." in answer.content.decode()


@pytest.mark.parametrize("name", ["Polyot Travel", "Isar Klinik", "Nobody knows", ""])
def test_quick_log_knows_only_what_one_may_see(cast, luka, name):
    assert luka.post(reverse("touchpoint_new"), {**LINE, "client": name}).status_code == 422
    assert not Touchpoint.objects.exists()


def test_quick_log_is_a_page_and_a_fragment(cast, luka):
    page = luka.get(reverse("touchpoint_new")).content.decode()
    assert "<html" in page
    assert '<option value="Adria Dental">' in page
    piece = luka.get(reverse("touchpoint_new"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in piece
    assert 'name="began"' in piece


def test_quick_log_suggests_clients_as_one_types(cast, caller):
    answer = caller(cast.marta).get(reverse("touchpoint_new"), {"suggest": "1", "client": "dén"})
    assert answer.content.decode().strip() == '<option value="Adria Dental"></option>'


def test_quick_log_from_a_clients_page_knows_the_client(cast, luka):
    address = f"{reverse('touchpoint_new')}?client={cast.adria.pk}"
    assert "Log a word with Adria Dental" in luka.get(address).content.decode()
    answer = luka.post(reverse("touchpoint_new"), {**LINE, "for": cast.adria.pk}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Refresh"]) == (204, "true")
    assert luka.get(f"{reverse('touchpoint_new')}?client={cast.polyot.pk}").status_code == 404


def test_the_quick_log_of_a_clients_page_is_for_that_client(cast, luka, caller):
    address = f"{reverse('touchpoint_new')}?client={cast.adria.pk}"
    assert address in luka.get(reverse("client", args=[cast.adria.pk])).content.decode()
    assert (
        reverse("touchpoint_new") not in caller(cast.fran).get(reverse("client", args=[cast.adria.pk])).content.decode()
    )


def test_a_word_is_corrected_and_its_history_shown(cast, luka, word):
    address = reverse("touchpoint_correct", args=[word.pk])
    assert "Budget is 400" in luka.get(address).content.decode()
    at = clock.now().astimezone(clock.zone_of("Europe/Zagreb")) - timedelta(days=1)
    answer = luka.post(
        address,
        {"version": 1, "channel": "call", "began": "ours", "summary": "Budget is 4,000", "at": f"{at:%Y-%m-%dT%H:%M}"},
    )
    assert answer.status_code == 303
    word.refresh_from_db()
    assert (word.summary, word.began, word.version) == ("Budget is 4,000", "ours", 2)
    history = luka.get(reverse("touchpoint_history", args=[word.pk])).content.decode()
    for words in ("Budget is 400", "Budget is 4,000", "They began", "We began", "Luka Perko"):
        assert words in history


def sent(word, **more):
    at = word.at.astimezone(clock.zone_of("Europe/Zagreb"))
    return {
        "version": word.version, "channel": word.channel, "began": word.began, "summary": word.summary,
        "at": f"{at:%Y-%m-%dT%H:%M}", "direction": word.direction, **more,
    }  # fmt: skip


def test_saving_without_a_change_leaves_no_history(luka, word):
    assert luka.post(reverse("touchpoint_correct", args=[word.pk]), sent(word)).status_code == 303
    assert not Earlier.objects.exists()


def test_the_second_of_two_sees_both_versions_and_chooses(cast, caller, word):
    address = reverse("touchpoint_correct", args=[word.pk])
    assert caller(cast.marta).post(address, sent(word, summary="Budget is 4,000")).status_code == 303
    answer = caller(cast.luka).post(address, sent(word, summary="Budget is 40,000", mood="good"))
    html = answer.content.decode()
    assert answer.status_code == 409
    for words in ("Marta Kovač changed this while you were writing", "Budget is 4,000", "Budget is 40,000", "Good"):
        assert words in html
    choice = {
        **sent(word, summary="Budget is 40,000", mood="good", version=2),
        "keep_summary": "theirs",
        "keep_mood": "mine",
    }
    assert caller(cast.luka).post(address, choice).status_code == 303
    word.refresh_from_db()
    assert (word.summary, word.mood, word.version) == ("Budget is 4,000", "good", 3)


def test_why_they_began_is_one_click(cast, luka, word):
    assert open_items(kind="first_call").exists()
    answer = luka.post(reverse("touchpoint_reason", args=[word.pk]), {"why_first": "question"})
    assert answer.status_code == 303
    word.refresh_from_db()
    assert word.why_first == "question"
    assert not open_items(kind="first_call").exists()


def test_an_unknown_reason_changes_nothing(luka, word):
    luka.post(reverse("touchpoint_reason", args=[word.pk]), {"why_first": "boredom"})
    word.refresh_from_db()
    assert word.why_first == ""


def test_a_word_is_taken_out_and_put_back(cast, luka, word):
    answer = luka.post(reverse("touchpoint_delete", args=[word.pk]))
    page = luka.get(answer.headers["Location"]).content.decode()
    assert "Budget is 400" not in page
    assert reverse("touchpoint_restore", args=[word.pk]) in page
    assert luka.get(reverse("touchpoint_correct", args=[word.pk])).status_code == 404
    assert "Put it back" in luka.get(reverse("touchpoint_history", args=[word.pk])).content.decode()
    luka.post(reverse("touchpoint_restore", args=[word.pk]))
    assert "Budget is 400" in luka.get(reverse("client", args=[cast.adria.pk])).content.decode()


@pytest.mark.parametrize("name", ["touchpoint_reason", "touchpoint_delete", "touchpoint_restore"])
def test_reading_an_address_changes_nothing(luka, word, name):
    assert luka.get(reverse(name, args=[word.pk])).status_code == 405


NAMES = ["touchpoint_correct", "touchpoint_reason", "touchpoint_delete", "touchpoint_restore"]


@pytest.mark.parametrize("name", NAMES)
def test_somebody_elses_word_is_the_same_404_as_none(cast, caller, word, name):
    for who in (cast.nina, cast.ana):
        for pk in (word.pk, word.pk + 1000):
            assert caller(who).post(reverse(name, args=[pk]), sent(word)).status_code == 404
    assert caller(cast.fran).post(reverse(name, args=[word.pk]), sent(word)).status_code == 403
    word.refresh_from_db()
    assert (word.version, word.deleted_at, word.why_first) == (1, None, "")


def test_finance_cannot_log(cast, caller):
    assert post(caller(cast.fran), cast.adria).status_code == 403
    assert not Touchpoint.objects.exists()


def test_a_file_is_a_download_for_whoever_may_read_the_word(cast, caller, luka):
    post(luka, cast.adria, evidence=[SimpleUploadedFile("Bilješke <b>.svg", b"<svg onload='x'/>", "image/svg+xml")])
    document = Touchpoint.objects.get().evidence.get().document
    address = reverse("document", args=[document.pk])
    answer = luka.get(address)
    assert b"".join(answer.streaming_content) == b"<svg onload='x'/>"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert caller(cast.tin).get(address).status_code == 200
    assert caller(cast.nina).get(address).status_code == 404
    assert caller(cast.fran).get(address).status_code == 403
    assert luka.get(reverse("document", args=[document.pk + 1000])).status_code == 404
    luka.post(reverse("touchpoint_delete", args=[Touchpoint.objects.get().pk]))
    assert luka.get(address).status_code == 404
