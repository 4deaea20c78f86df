"""What a contact asks for in the portal: kept once, in the story, before the keeper, and answered in both places."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.approvals.asking import person
from tests.cast import Cast, contact
from tests.portal.coming_in import as_contact

from rapport.attention.models import open_items
from rapport.conversations.models import Evidence, Touchpoint
from rapport.conversations.signing.sign_off import send_back, sign_off
from rapport.delivery.requests.answer import answer
from rapport.delivery.requests.close import close
from rapport.delivery.requests.make import make
from rapport.delivery.requests.models import Request
from rapport.documents.models import Document
from rapport.journal.models import Entry
from rapport.portfolio.models import Client, Keeper
from rapport.post.models import Outgoing

BOX = "/portal/requests/"
WORDS = "Can the size guide be printed into the parcel?"


@pytest.fixture(autouse=True)
def nobody_has_asked_yet() -> None:
    cache.clear()


def asked(cast: Cast, **more: Any) -> Request:
    request = make(person(cast.adria), WORDS, **more)
    request.client = Client.objects.fetch(cast.luka, cast.adria.pk)
    return request


def test_words_and_file_are_kept_in_the_story_and_lie_before_the_keeper(cast: Cast) -> None:
    who = person(cast.adria)
    file = SimpleUploadedFile("../plan\u202egnp.pdf", b"%PDF-1.7 a plan", content_type="text/html")
    answer = as_contact(who).post(BOX, {"words": f"  {WORDS}\0\r\nThank you  ", "once": "1", "file": file})
    request = Request.objects.get()
    assert answer.headers["Location"] == f"{BOX}?kept={request.pk}#request-{request.pk}"
    assert request.words == f"{WORDS}\nThank you"
    word = Touchpoint.objects.get(pk=request.touchpoint_id)
    assert (word.began, word.direction, word.channel, word.why_first) == ("theirs", "in", "chat", "request")
    assert (word.member, list(word.people.all()), word.summary) == (cast.luka, [who], request.words)
    document = Document.objects.get(pk=request.file_id)
    assert (document.name, document.kind, document.client_id) == ("plangnp.pdf", "application/pdf", cast.adria.pk)
    assert Evidence.objects.get(touchpoint=word).document == document
    item = open_items(kind="request", client=cast.adria.pk).get()
    assert item.facts == {"request": request.pk}
    assert item.due is not None
    page = as_contact(who).get(answer.headers["Location"]).content.decode()
    assert "It is with us" in page
    assert "plangnp.pdf" in page
    got = as_contact(who).get(reverse("portal_request_file", args=[request.pk]))
    assert got["Content-Type"] == "application/octet-stream"
    assert {entry.name for entry in Entry.objects.filter(client_id=cast.adria.pk)} >= {
        "request.made",
        "touchpoint.logged",
    }


def test_a_doubled_press_is_one_request(cast: Cast) -> None:
    browser = as_contact(person(cast.adria))
    for _press in range(3):
        assert browser.post(BOX, {"words": WORDS, "once": "same"}).status_code == 303
    assert Request.objects.count() == Touchpoint.objects.count() == 1
    other = as_contact(person(cast.polyot))  # the key is theirs alone
    other.post(BOX, {"words": "Mine", "once": "same"})
    assert Request.objects.count() == 2


@pytest.mark.parametrize(
    "sent, told",
    [
        ({"words": " \0 "}, "Write in a line"),
        ({"words": "x" * 5001}, "At most 5,000"),
        ({"words": WORDS, "file": (b"<svg onload=alert(1)>", "a.png")}, "none of: picture"),
        ({"words": WORDS, "file": (b"\x7fELF\x02\x01\x01\x00\xff\xfe", "a.pdf")}, "none of: picture"),
        ({"words": WORDS, "file": (b"", "a.pdf")}, "empty"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words_and_nothing_typed_is_lost(
    cast: Cast, sent: dict[str, Any], told: str
) -> None:
    data: dict[str, Any] = {"once": "7", **sent}
    if "file" in sent:
        data["file"] = SimpleUploadedFile(sent["file"][1], sent["file"][0])
    answer = as_contact(person(cast.adria)).post(BOX, data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert sent["words"].strip(" \0")[:40] in page
    assert re.search(r'name="once" value="7"', page)
    assert not Request.objects.exists()
    assert not Document.objects.exists()


def test_who_asks_too_often_waits(cast: Cast) -> None:
    browser = as_contact(person(cast.adria))
    for number in range(20):
        browser.post(BOX, {"words": f"{number}", "once": f"{number}"})
    answer = browser.post(BOX, {"words": "One more", "once": "x"})
    assert answer.status_code == 422
    assert "One more" in answer.content.decode()
    assert Request.objects.count() == 20


def test_it_is_kept_also_while_nobody_looks_after_the_client(cast: Cast) -> None:
    Keeper.objects.all().delete()
    request = make(person(cast.adria), WORDS)
    assert request.touchpoint is None
    assert open_items(kind="request", client=cast.adria.pk).count() == 1


def test_a_colleague_does_not_see_what_another_asked(cast: Cast) -> None:
    make(person(cast.adria), WORDS)
    assert WORDS not in as_contact(person(cast.adria, "Ante")).get(BOX).content.decode()


def test_the_answer_stands_in_the_portal_and_goes_out_by_mail(cast: Cast) -> None:
    request = asked(cast)
    for _press in range(2):
        answer(request, "Yes, from <b>Monday</b>.", by=cast.luka)
    row = Request.objects.get()
    assert (row.state, row.answered_by, row.answer) == ("answered", cast.luka, "Yes, from <b>Monday</b>.")
    assert not open_items(kind="request").exists()
    letter = Outgoing.objects.get()
    assert letter.to == request.contact.channels.get().value
    assert f"> {WORDS}" in letter.text
    assert "http://testserver/portal/" in letter.text
    assert letter.headers["Reply-To"] == cast.luka.email
    ours = Touchpoint.objects.exclude(pk=row.touchpoint_id).get()
    assert (ours.counts, ours.direction, ours.member) == (False, "both", cast.luka)
    page = as_contact(request.contact).get(BOX).content.decode()
    assert "Yes, from &lt;b&gt;Monday" in page
    assert "Luka Perko answered" in page
    assert not open_items(kind="first_call").exists()


def test_what_a_trainee_answers_is_read_after_the_sign_off(cast: Cast) -> None:
    request = asked(cast)
    cast.luka.mentor = cast.marta
    cast.luka.save()
    browser = as_contact(request.contact)
    answer(request, "Surely, for nothing.", by=cast.luka)
    assert "Surely" not in browser.get(BOX).content.decode()
    assert "answered" not in browser.get("/portal/home/").content.decode().replace("answered within", "")
    send_back(Outgoing.objects.get(), "Not for nothing.", by=cast.marta)
    assert "Surely" not in browser.get(BOX).content.decode()
    answer(request, "Surely, for 40 euros.", by=cast.luka)
    assert sign_off(Outgoing.objects.exclude(held_at=None).get(), by=cast.marta)
    assert "Surely, for 40 euros." in browser.get(BOX).content.decode()


def test_only_who_keeps_the_client_answers(cast: Cast) -> None:
    request = asked(cast)
    request.client = Client.objects.fetch(cast.tin, cast.adria.pk)
    for deed in (lambda: answer(request, "No.", by=cast.tin), lambda: close(request, by=cast.tin)):
        with pytest.raises(PermissionDenied):
            deed()
    assert Request.objects.get().state == "open"


def test_the_keeper_answers_on_its_page_and_may_make_something_of_it(cast: Cast, caller: Any) -> None:
    request, browser = asked(cast), caller(cast.luka)
    page = browser.get(reverse("request", args=[request.pk])).content.decode()
    assert WORDS in page
    assert f"?request={request.pk}" in page  # a task, or extra work, of it
    answer = browser.post(reverse("request_answer", args=[request.pk]), {"answer": " "})
    assert answer.status_code == 422
    assert "Write the answer first" in answer.content.decode()
    browser.post(reverse("request_answer", args=[request.pk]), {"answer": "Yes.", "then": "done"})
    assert Request.objects.get().state == "closed"
    other = browser.post(reverse("request_answer", args=[request.pk]), {"answer": "No."})
    assert other.status_code == 422
    for told in ("Luka Perko has answered it meanwhile", '<p class="pre">No.</p>'):
        assert told in other.content.decode()
    listing = browser.get(reverse("client_requests", args=[cast.adria.pk])).content.decode()
    assert WORDS in listing
    assert "answered by Luka Perko" in listing


def test_one_may_say_that_nothing_is_left_to_do(cast: Cast, caller: Any) -> None:
    request = asked(cast)
    for _press in range(2):
        caller(cast.luka).post(reverse("request_close", args=[request.pk]))
    assert Request.objects.get().state == "closed"
    assert Entry.objects.filter(name="request.closed").count() == 1
    assert not open_items(kind="request").exists()


def test_a_contact_without_mail_reads_the_answer_in_the_portal_alone(cast: Cast) -> None:
    request = make(contact(cast.adria, "Ana"), WORDS)
    request.client = Client.objects.fetch(cast.luka, cast.adria.pk)
    answer(request, "Yes.", by=cast.luka)
    assert not Outgoing.objects.exists()
