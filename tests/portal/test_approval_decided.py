"""The page of a version to decide about: its files, its answers, the code, passing it on; without JavaScript."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.approvals.asking import letters, person, question, token_of
from tests.portal.test_approval import url

from rapport.approvals.models import Approval, Code, Decision
from rapport.documents.bring import bring
from rapport.documents.keep import path_of
from rapport.post.models import Outgoing

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def asked(cast: Any, *files: tuple[str, bytes], **more: Any) -> tuple[Approval, str]:
    kept = [bring(cast.adria.pk, BytesIO(content), name=name, by=cast.luka).document for name, content in files]
    values = {"purpose": "layout", "title": "Autumn landing pages", "shown": (), "files": kept, **more}
    return question(cast, person(cast.adria), **values)


def press(token: str, approval: Approval, **more: str) -> Any:
    return Browser().post(url(token), {"version": approval.version, "name": "Ivana Perić", **more})


def test_the_page_shows_the_very_version_what_is_new_and_the_answers(cast: Any) -> None:
    approval, token = asked(cast, ("home.png", PNG), ("texts.pdf", b"%PDF-1.7"), number=2, news=["One page less"],
                            shown=[("What is shown", "Four pages")], intro="After your word we go on.")  # fmt: skip
    answer = Browser().get(url(token))
    html = answer.content.decode()
    picture, text = (reverse("portal_approval_file", args=[token, n]) for n in (1, 2))
    for told in (
        "Autumn landing pages, version 2", "After your word we go on.",
        f'<img src="{picture}"', f'href="{text}" download',
        "New since version 1", "One page less", "Approve version 2", "Ask for a change", "Pass it on", "What is shown",
        "Decline it, with a reason", approval.mark, "silence approves nothing",
    ):  # fmt: skip
        assert told in html, told
    assert html.count("solid") == 1
    assert f'<img src="{text}"' not in html


def test_pictures_are_shown_and_everything_else_is_handed_out_as_bytes(cast: Any) -> None:
    files = (("a.png", PNG), ("b.svg", SVG), ("c.png", b"<html>" + PNG), ("d.png", SVG), ("e.gif", b"GIF89a1234"))
    _approval, token = asked(cast, *files)
    browser = Browser()
    for number, (name, content) in enumerate(files, 1):
        answer = browser.get(reverse("portal_approval_file", args=[token, number]))
        assert b"".join(answer.streaming_content) == content  # type: ignore[attr-defined]
        assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "no-store")
        assert "sandbox" in answer["Content-Security-Policy"]
        if number == 1:
            assert (answer["Content-Type"], answer["Content-Disposition"]) == ("image/png", 'inline; filename="a.png"')
        else:
            assert answer["Content-Type"] == "application/octet-stream"
            assert answer["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_file_opens_by_the_link_of_its_own_question_alone(cast: Any) -> None:
    approval, token = asked(cast, ("a.png", PNG))
    _other, without = question(cast, approval.contact, approval, purpose="plan")
    for link, number, status in ((without, 1, 410), (token, 2, 410), (token, 0, 410), ("a" * 43, 1, 404)):
        assert Browser().get(reverse("portal_approval_file", args=[link, number])).status_code == status
    press(token, approval, answer="approved")
    assert Browser().get(reverse("portal_approval_file", args=[token, 1])).status_code == 410


def test_a_file_that_is_lost_is_no_broken_page(cast: Any) -> None:
    approval, token = asked(cast, ("a.png", PNG + b"lost"))
    path_of(approval.files[0]["digest"]).unlink()
    assert Browser().get(reverse("portal_approval_file", args=[token, 1])).status_code == 410


@pytest.mark.parametrize(
    "sent, kind, told",
    [
        ({"answer": "approved"}, "approved", "You approved: Autumn landing pages. We go on."),
        ({"answer": "remarks", "correction": "A"}, "remarks", "Luka Perko reads your remarks"),
        ({"answer": "corrected", "correction": "B"}, "corrected", "reads what should change"),
        ({"answer": "declined", "remark": "C"}, "declined", "told that you declined it"),
    ],
)
def test_each_answer_is_kept_and_thanked(cast: Any, sent: dict[str, str], kind: str, told: str) -> None:
    approval, token = asked(cast, ("a.png", PNG))
    answer = press(token, approval, **sent)
    assert answer.status_code == 200
    assert told in answer.content.decode()
    decision = Decision.objects.get()
    assert (decision.kind, decision.words) == (kind, "".join(v for k, v in sent.items() if k != "answer"))
    assert Browser().get(url(token)).status_code == 410


@pytest.mark.parametrize(
    "sent, told",
    [
        ({"answer": "remarks"}, "Write your remarks"),
        ({"answer": "corrected"}, "Write what should change"),
        ({"answer": "declined"}, "Write why"),
        ({"answer": "confirmed"}, "Press one of the buttons"),
        ({"answer": "silent"}, "Press one of the buttons"),
        ({}, "Press one of the buttons"),
        ({"deed": "pass"}, "Write who that is."),
        ({"deed": "pass", "to": "99999999999999999999"}, "Write who that is."),
        ({"deed": "pass", "to": "back"}, "Nobody passed this to you."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(cast: Any, sent: dict[str, str], told: str) -> None:
    approval, token = asked(cast, ("a.png", PNG))
    answer = press(token, approval, name="Ivana P.", to_mail="kept@x", **sent)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert told in html
    assert 'value="Ivana P."' in html
    assert "kept@x" in html
    assert not Decision.objects.exists()


def test_passed_on_and_given_back_from_the_page(cast: Any) -> None:
    approval, token = asked(cast, ("a.png", PNG))
    ante = person(cast.adria, "Ante")
    answer = press(token, approval, deed="pass", to=str(ante.pk))
    assert "Passed on to Ante Perić" in answer.content.decode()
    assert "Ante Perić has it too" in answer.content.decode()
    share = Approval.objects.get(root=approval)
    theirs = token_of(letters(share)[0].text)
    html = Browser().get(url(theirs)).content.decode()
    assert "Ivana Perić has passed this on to you." in html
    assert "Back to Ivana Perić" in html
    assert "It is with Ivana Perić again" in press(theirs, approval, deed="pass", to="back").content.decode()
    assert Browser().get(url(theirs)).status_code == 410
    assert press(token, approval, answer="approved").status_code == 200


def test_by_code_the_answer_waits_for_the_code_and_loses_nothing(cast: Any) -> None:
    approval, token = asked(cast, ("a.png", PNG), by_code=True)
    Browser().get(url(token))
    assert not Code.objects.exists()  # looking sends nothing
    step = press(token, approval, answer="remarks", correction="Smaller sun")
    html = step.content.decode()
    assert (step.status_code, Decision.objects.count(), Code.objects.count()) == (200, 0, 1)
    assert "i…@client-" in html
    assert 'name="correction" value="Smaller sun"' in html
    again = press(token, approval, answer="remarks", correction="Smaller sun", deed="code")
    assert again.status_code == 422
    assert "A code was sent a moment ago" in again.content.decode()
    digits = re.search(r"\b\d{6}\b", Outgoing.objects.get(key__startswith="approval-code:").text)
    assert digits
    wrong = f"{(int(digits[0]) + 1) % 1_000_000:06}"
    refused = press(token, approval, answer="remarks", correction="Smaller sun", code=wrong)
    assert refused.status_code == 422
    assert "That is not the code" in refused.content.decode()
    assert press(token, approval, answer="remarks", correction="Smaller sun", code=digits[0]).status_code == 200
    assert Decision.objects.get().words == "Smaller sun"


def test_the_agreed_silence_is_said_with_where_it_was_agreed(cast: Any) -> None:
    cast.adria.silence_days, cast.adria.silence_note = 5, "contract of 3 May"
    cast.adria.save()
    _approval, token = asked(cast, ("a.png", PNG))
    html = Browser().get(url(token)).content.decode()
    assert "As agreed with you (contract of 3 May), without your answer this version counts as approved on" in html
    cast.adria.silence_days = None
    cast.adria.save()
    assert "counts as approved" not in Browser().get(url(token)).content.decode()


def test_the_page_asks_the_same_number_of_statements_whatever_is_shown(cast: Any) -> None:
    def statements(token: str) -> int:
        with CaptureQueriesContext(connection) as asked_:
            assert Browser().get(url(token)).status_code == 200
        return len(asked_)

    few, token = asked(cast, ("a.png", PNG))
    Browser().get(url(token))
    less = statements(token)
    for number in range(20):
        person(cast.adria, f"Person{number}")
    files = [bring(cast.adria.pk, BytesIO(PNG), name=f"{n}.png", by=cast.luka).document for n in range(20)]
    _many, other = question(
        cast, few.contact, few, purpose="layout", files=files, shown=[(f"Part {n}", "Text") for n in range(20)]
    )
    assert statements(other) == less <= 6
