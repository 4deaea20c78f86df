"""Documents through the browser: brought, versions, folders, taken away and back; safe to look at, seen by few."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rapport.documents.bring import bring, bring_text, bring_version
from rapport.documents.keep_paper import remove_paper
from rapport.documents.lay_folder import lay_folder
from rapport.documents.models import Folder, Paper, Version
from rapport.journal.models import Entry
from rapport.portfolio.models import Shown

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


@pytest.fixture
def luka(cast: Any, caller: Any) -> Any:
    return caller(cast.luka)


def drop(browser: Any, cast: Any, *files: tuple[str, bytes], **more: Any) -> Any:
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return browser.post(reverse("paper_new", args=[cast.adria.pk]), {"documents": sent, "once": str(uuid4()), **more})


def test_several_files_become_documents_in_a_folder_and_a_doubled_click_is_one(cast: Any, luka: Any) -> None:
    folder = lay_folder(cast.adria.pk, "Layouts", by=cast.luka)
    once = str(uuid4())
    for _n in range(2):
        answer = drop(luka, cast, ("Home page.png", PNG), ("texts.md", b"# Autumn"), folder=folder.pk, once=once)
        assert answer.status_code == 303
        assert answer["Location"].endswith(f"?folder={folder.pk}")
    assert list(Paper.objects.values_list("title", "folder__name").order_by("title")) == [
        ("Home page", "Layouts"),
        ("texts", "Layouts"),
    ]
    assert set(Version.objects.values_list("document__kind", flat=True)) == {"image/png", "text/plain"}
    html = luka.get(reverse("client_files", args=[cast.adria.pk]), {"folder": folder.pk}).content.decode()
    assert "Home page" in html
    assert "Home page" not in luka.get(reverse("client_files", args=[cast.adria.pk])).content.decode()


def test_what_cannot_be_kept_is_said_and_the_rest_is_kept(cast: Any, luka: Any, settings: Any) -> None:
    settings.FILE_MAX_BYTES = 1_000_000
    answer = drop(luka, cast, ("empty.txt", b""), ("large.bin", b"x" * 1_000_001))
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "“empty.txt” is empty" in html
    assert "“large.bin” is larger than 1 MB" in html
    assert drop(luka, cast, ("empty.txt", b""), ("plan.pdf", b"%PDF-1.7")).status_code == 303
    assert Paper.objects.get().title == "plan"
    assert drop(luka, cast).status_code == 422
    assert drop(luka, cast, *[(f"{n}.txt", b"x") for n in range(21)]).status_code == 422


@pytest.mark.parametrize(
    "sent, kept",
    [
        ("../../etc/passwd", "passwd"),
        ("photo\u202egnp.exe", "photognp.exe"),
        ("a" * 240 + ".pdf", "a" * 156 + ".pdf"),
        ("<script>alert(1)</script>.png", "script>.png"),
        ("Ponuda šibenik 2.docx", "Ponuda šibenik 2.docx"),
    ],
)
def test_names_are_text(cast: Any, luka: Any, sent: str, kept: str) -> None:
    version = bring(cast.adria.pk, BytesIO(b"words"), name=sent, by=cast.luka)
    assert version.document.name == kept
    html = luka.get(reverse("paper", args=[version.paper_id])).content.decode()
    assert "<script>alert" not in html


def test_a_new_version_stands_on_top_with_what_is_new(cast: Any, luka: Any) -> None:
    paper = bring(cast.adria.pk, BytesIO(PNG), name="home.png", by=cast.tin).paper
    there = reverse("paper_version", args=[paper.pk])
    for content, number in ((PNG + b"2", 2), (PNG + b"2", 2), (PNG, 3)):
        answer = luka.post(there, {"file": SimpleUploadedFile("home-2.png", content), "news": "Smaller sun"})
        assert answer.status_code == 303
        assert Version.objects.filter(paper=paper).first().number == number  # type: ignore[union-attr]
    html = luka.get(reverse("paper", args=[paper.pk])).content.decode()
    assert "Smaller sun" in html
    assert reverse("version_picture", args=[Version.objects.get(paper=paper, number=3).pk]) in html
    refused = luka.post(there, {"file": SimpleUploadedFile("x.png", b""), "news": "Kept words"})
    assert refused.status_code == 422
    assert "Kept words" in refused.content.decode()
    assert Entry.objects.filter(name="paper.version_brought").count() == 2


def test_only_pictures_are_shown_and_all_is_handed_out_as_bytes(cast: Any, luka: Any) -> None:
    picture = bring(cast.adria.pk, BytesIO(PNG), name="a.svg", by=cast.luka)
    drawing = bring(cast.adria.pk, BytesIO(SVG), name="b.png", by=cast.luka)
    words = bring_text(cast.adria.pk, "Notes", "# Title\n<b>bold</b>", by=cast.luka)
    shown = luka.get(reverse("version_picture", args=[picture.pk]))
    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert "sandbox" in shown["Content-Security-Policy"]
    for version in (drawing, words):
        assert luka.get(reverse("version_picture", args=[version.pk])).status_code == 404
    for version in (picture, drawing, words):
        answer = luka.get(reverse("version_file", args=[version.pk]))
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["Content-Type"] == "application/octet-stream"
    html = luka.get(reverse("paper", args=[words.paper_id])).content.decode()
    assert "# Title\n&lt;b&gt;bold&lt;/b&gt;" in html
    assert "<img" not in luka.get(reverse("paper", args=[drawing.paper_id])).content.decode().split("<main", 1)[-1]


def test_another_teams_files_are_not_there(cast: Any, caller: Any) -> None:
    version = bring(cast.adria.pk, BytesIO(PNG), name="a.png", by=cast.luka)
    folder = lay_folder(cast.adria.pk, "Layouts", by=cast.luka)
    nina = caller(cast.nina)
    for name, pk in (("paper", version.paper_id), ("version_file", version.pk), ("version_picture", version.pk),
                     ("folder", folder.pk), ("client_files", cast.adria.pk)):  # fmt: skip
        assert nina.get(reverse(name, args=[pk])).status_code == 404
    assert nina.get(reverse("client_files", args=[cast.polyot.pk]), {"folder": folder.pk}).status_code == 404
    answer = nina.post(
        reverse("paper_new", args=[cast.polyot.pk]),
        {"documents": [SimpleUploadedFile("x.txt", b"x")], "folder": folder.pk},
    )
    assert answer.status_code in (404, 422)
    assert Paper.objects.count() == 1


def test_folders_are_made_renamed_moved_and_taken_away(cast: Any, luka: Any) -> None:
    new = reverse("folder_new", args=[cast.adria.pk])
    luka.post(new, {"name": "  Layouts "})
    top = Folder.objects.get(name="Layouts")
    luka.post(new, {"name": "Autumn", "parent": top.pk})
    inner = Folder.objects.get(name="Autumn")
    assert inner.parent == top
    luka.post(new, {"name": "autumn", "parent": top.pk})  # the one of this name is there
    assert Folder.objects.count() == 2
    for sent in ({"name": ""}, {"name": "A\0"}, {"name": "x" * 121}, {"name": "Y", "parent": 987_654}):
        assert luka.post(new, sent).status_code in (404, 422)
    itself = luka.post(reverse("folder", args=[top.pk]), {"name": "Layouts", "parent": inner.pk})
    assert itself.status_code == 422
    assert "cannot lie in itself" in itself.content.decode()
    assert luka.post(reverse("folder", args=[inner.pk]), {"name": "Winter", "parent": ""}).status_code == 303
    paper = bring(cast.adria.pk, BytesIO(PNG), name="a.png", by=cast.luka, folder=top).paper
    luka.post(reverse("folder_delete", args=[top.pk]))
    assert Folder.objects.get(pk=top.pk).deleted_at is None  # something lies in it
    luka.post(reverse("paper_delete", args=[paper.pk]))
    luka.post(reverse("folder_delete", args=[top.pk]))
    assert Folder.objects.get(pk=top.pk).deleted_at
    html = luka.get(reverse("client_files", args=[cast.adria.pk])).content.decode()
    assert "2 things can be brought back" in html
    luka.post(reverse("paper_restore", args=[paper.pk]))
    assert Paper.objects.get(pk=paper.pk).folder is None  # its folder is away
    luka.post(reverse("folder_restore", args=[top.pk]))
    assert Folder.objects.get(pk=top.pk).deleted_at is None


def test_the_second_of_two_editors_is_told(cast: Any, luka: Any) -> None:
    paper = bring(cast.adria.pk, BytesIO(PNG), name="a.png", by=cast.luka).paper
    there = reverse("paper_change", args=[paper.pk])
    assert luka.post(there, {"title": "Mine", "folder": "", "version": 1}).status_code == 303
    second = luka.post(there, {"title": "Theirs", "folder": "", "version": 1})
    assert second.status_code == 422
    assert "it is called “Mine” now" in second.content.decode()
    assert 'name="version" value="2"' in second.content.decode()


def test_what_is_deleted_opens_no_more(cast: Any, luka: Any) -> None:
    version = bring(cast.adria.pk, BytesIO(PNG), name="a.png", by=cast.luka)
    remove_paper(version.paper, by=cast.luka)
    for name, pk in (("paper", version.paper_id), ("version_file", version.pk), ("paper_version", version.paper_id)):
        assert luka.get(reverse(name, args=[pk])).status_code in (404, 405)
    assert luka.post(reverse("paper_version", args=[version.paper_id]), {}).status_code == 404


def test_it_is_shown_to_the_client_and_hidden_again(cast: Any, luka: Any, caller: Any) -> None:
    paper = bring(cast.adria.pk, BytesIO(PNG), name="a.png", by=cast.luka).paper
    assert caller(cast.tin).post(reverse("paper_show", args=[paper.pk])).status_code == 403
    luka.post(reverse("paper_show", args=[paper.pk]))
    assert Shown.objects.filter(subject_id=paper.pk, hidden_at=None).exists()
    assert "Client sees it" in luka.get(reverse("client_files", args=[cast.adria.pk])).content.decode()
    luka.post(reverse("paper_hide", args=[paper.pk]))
    assert not Shown.objects.filter(subject_id=paper.pk, hidden_at=None).exists()


def test_the_page_asks_the_same_number_of_statements_whatever_lies_there(cast: Any, luka: Any) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert luka.get(reverse("client_files", args=[cast.adria.pk])).status_code == 200
        return len(asked)

    def fill(number: int) -> None:
        for n in range(number):
            version = bring(cast.adria.pk, BytesIO(PNG + bytes([n])), name=f"{n}.png", by=cast.luka)
            bring_version(version.paper, BytesIO(PNG + b"x" + bytes([n])), name="x.png", by=cast.tin)
            lay_folder(cast.adria.pk, f"Folder {n}", by=cast.luka)
        lay_folder(cast.adria.pk, "Inside", by=cast.luka, parent=Folder.objects.first())

    fill(3)
    statements()
    few = statements()
    fill(25)
    assert statements() == few <= 20


def test_more_than_a_page_is_reached_page_by_page(cast: Any, luka: Any) -> None:
    for n in range(53):
        bring(cast.adria.pk, BytesIO(PNG), name=f"{n:03}.png", by=cast.luka)
    there = reverse("client_files", args=[cast.adria.pk])
    assert "page=2" in luka.get(there).content.decode()
    assert "052" in luka.get(there, {"page": 2}).content.decode()
    assert luka.get(there, {"page": "9999999999"}).status_code == 200
