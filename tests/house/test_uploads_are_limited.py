"""Nobody fills the disk: what is too much at once is refused before a file of it is written, with a sentence."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client as Browser
from django.urls import reverse
from tests.approvals.asking import person
from tests.cast import Cast, make
from tests.portal.coming_in import as_contact

from rapport.conversations.models import Evidence
from rapport.documents.models import Document
from rapport.links.hand_out import hand_out


@pytest.fixture
def cast(db: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Cast:
    cache.clear()
    settings.STRANGERS_MAX_BYTES, settings.UPLOAD_MAX_BYTES = 20_000, 60_000
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000

    def begun(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("a file was begun")

    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", begun)
    return make()


def large(size: int) -> SimpleUploadedFile:
    return SimpleUploadedFile("plan.pdf", b"%PDF-" + b"0" * size)


def test_who_has_not_signed_in_is_refused_before_a_file_is_begun(cast: Cast) -> None:
    """By a link that lives, by one that does not, at the sign-in, and in the portal."""
    ivana = person(cast.adria)
    ends = timedelta(days=1)
    tokens = [hand_out(purpose, lasts=ends, by=None, contact=ivana.pk)[1] for purpose in ("approval", "questionnaire")]
    doors = [
        (Browser(), reverse("portal_approval", args=[tokens[0]])),
        (Browser(), reverse("portal_answer", args=[tokens[1]])),
        (Browser(), reverse("portal_questionnaire", args=["made-up"])),
        (Browser(), reverse("portal_drop", args=["made-up"])),
        (Browser(), reverse("account_login")),
        (Browser(), reverse("mail_drop")),
        (as_contact(ivana), reverse("portal_request")),
    ]
    for browser, address in doors:
        browser.handler.enforce_csrf_checks = True  # the first to read what was sent, as in a browser
        browser.cookies["csrftoken"] = "x" * 32
        answer = browser.post(address, {"words": "x", "file": large(30_000)})
        assert answer.status_code == 413, address
        assert "more than 0 MB at once" in answer.content.decode()
    assert not Document.objects.exists()


def test_one_of_us_may_bring_more_and_not_everything(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = Browser()
    browser.force_login(cast.luka)
    there = reverse("touchpoints", args=[cast.adria.pk])
    said = {"channel": "call", "began": "ours", "summary": "The plan."}
    assert browser.post(there, {**said, "evidence": large(70_000)}).status_code == 413
    monkeypatch.undo()
    assert browser.post(there, {**said, "evidence": large(30_000)}).status_code in (200, 302, 303)
    kept = Evidence.objects.get().document
    assert (kept.size, kept.kind) == (30_005, "application/pdf")


def test_the_kind_of_a_file_is_told_by_its_content_and_not_by_the_browser(cast: Cast, monkeypatch: Any) -> None:
    monkeypatch.undo()
    browser = Browser()
    browser.force_login(cast.luka)
    file = SimpleUploadedFile("a.png", b"<svg onload=alert(1)>", content_type="image/png")
    said = {"channel": "call", "began": "ours", "summary": "A picture.", "evidence": file}
    browser.post(reverse("touchpoints", args=[cast.adria.pk]), said)
    assert Evidence.objects.get().document.kind == "text/markup"
