"""Bringing a file in through the browser: columns, trial run, keep, take back; and who sees which import."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.cast import Cast

from rapport.delivery.tasks.models import Task
from rapport.intake import work
from rapport.intake.models import Import
from rapport.portfolio.models import Client

TEXT = (
    "Klijent;OIB;Grad;Zemlja;Početak;Napomena\nBura vina;HR1;Split;Hrvatska;01.02.2024.;x\n"
    "Elbe Solar;DE1;Hamburg;Njemačka;31.11.2026;y\n"
)


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def drop(browser: Any, data: bytes | str, name: str = "klijenti.csv") -> tuple[Import, str]:
    content = data.encode() if isinstance(data, str) else data
    answer = browser.post("/imports/", {"file": SimpleUploadedFile(name, content)}, follow=True)
    assert answer.status_code == 200
    return Import.objects.latest("pk"), answer.content.decode()


def test_a_file_goes_from_the_drop_to_the_clients_and_back(cast: Cast, caller: Callable[[Any], Any]) -> None:
    browser = caller(cast.marta)
    of, page = drop(browser, TEXT)
    assert "Columns of klijenti.csv" in page
    assert 'value="client.name" selected' in page
    page = browser.post(f"/imports/{of.pk}/columns/", {"column-5": ""}, follow=True).content.decode()
    assert "Trial run, nothing is kept yet" in page
    assert re.search(r"Did you mean [^?]*30 Nov[^?]*\?", page)
    assert "Keep 1 row" in page
    assert not Client.objects.filter(name="Bura vina").exists()
    page = browser.post(f"/imports/{of.pk}/keep/", follow=True).content.decode()
    assert "Take it all back" in page
    bura = Client.objects.get(name="Bura vina")
    assert (bura.country, bura.city, bura.aside) == ("HR", "Split", {"Napomena": "x"})
    rejects = browser.get(f"/imports/{of.pk}/rejects.csv")
    assert rejects["Content-Disposition"] == 'attachment; filename="klijenti-rejects.csv"'
    assert "Elbe Solar" in rejects.content.decode()
    page = browser.post(f"/imports/{of.pk}/undo/", follow=True).content.decode()
    assert "is out of sight" in page
    assert not Client.objects.here().filter(name="Bura vina").exists()


def test_what_only_a_person_can_say_is_asked(cast: Cast, caller: Callable[[Any], Any]) -> None:
    browser = caller(cast.marta)
    of, page = drop(browser, "Client,Since\nBora,03/04/2026\n")
    assert "Only you can say" in page
    assert re.search(r"Day first: [^<]*3 Apr", page)
    page = browser.post(f"/imports/{of.pk}/columns/", {"answer-0": "dmy"}, follow=True).content.decode()
    assert "Keep 1 row" in page


def test_two_columns_of_one_meaning_are_refused_with_their_names(cast: Cast, caller: Callable[[Any], Any]) -> None:
    browser = caller(cast.marta)
    of, _page = drop(browser, TEXT)
    answer = browser.post(f"/imports/{of.pk}/columns/", {"column-0": "client.name", "column-2": "client.name"})
    assert answer.status_code == 422
    assert "Klijent, Grad" in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "empty.csv", "The file is empty."),
        (b"%PDF-1.7 ...", "clients.csv", "This is a PDF document"),
        (b"Name,City\n", "clients.csv", "a header and no rows"),
        (b"Date,Clicks,Impressions,CTR,Position\n2026-04-13,0,9,0%,22.8\n", "gsc.csv", "a report of Search Console"),
    ],
)
def test_a_file_that_is_no_table_of_clients_is_refused_in_a_sentence(
    cast: Cast, caller: Callable[[Any], Any], data: bytes, name: str, sentence: str
) -> None:
    of, page = drop(caller(cast.marta), data, name)
    assert of.state == Import.State.REFUSED
    assert sentence in page


def test_no_file_at_all_is_said_beside_the_field(cast: Cast, caller: Callable[[Any], Any]) -> None:
    answer = caller(cast.marta).post("/imports/", {})
    assert answer.status_code == 422
    assert "This is needed" in answer.content.decode()


def test_a_large_file_is_done_in_the_background_and_says_how_far(
    cast: Cast, caller: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "AT_ONCE_BYTES", 10)
    browser = caller(cast.marta)
    of, page = drop(browser, TEXT)
    assert "Looking through klijenti.csv" in page
    fragment = browser.get(f"/imports/{of.pk}/", headers={"hx-request": "true"})
    assert fragment.content.decode().lstrip().startswith('<div class="card')
    work.work(of.pk)
    assert browser.get(f"/imports/{of.pk}/", headers={"hx-request": "true"})["HX-Refresh"] == "true"
    browser.post(f"/imports/{of.pk}/columns/", {})
    work.work(of.pk)
    of.refresh_from_db()
    assert of.state == Import.State.TRIED


def test_an_import_of_another_team_is_not_there(cast: Cast, caller: Callable[[Any], Any]) -> None:
    of, _page = drop(caller(cast.marta), TEXT)
    for path in ("", "columns/", "rejects.csv"):
        assert caller(cast.nina).get(f"/imports/{of.pk}/{path}").status_code == 404
    for path in ("columns/", "trial/", "keep/", "undo/"):
        assert caller(cast.nina).post(f"/imports/{of.pk}/{path}").status_code == 404
    assert "klijenti.csv" not in caller(cast.nina).get("/imports/").content.decode()
    assert "klijenti.csv" in caller(cast.iva).get("/imports/").content.decode()
    assert caller(cast.tin).get("/imports/").status_code == 403


def test_a_doubled_keep_keeps_once(cast: Cast, caller: Callable[[Any], Any]) -> None:
    browser = caller(cast.marta)
    of, _page = drop(browser, TEXT)
    browser.post(f"/imports/{of.pk}/columns/", {})
    for _ in range(2):
        assert browser.post(f"/imports/{of.pk}/keep/", follow=True).status_code == 200
    assert Client.objects.filter(name="Bura vina").count() == 1


def test_a_formula_in_a_rejected_row_does_not_run_in_a_spreadsheet(cast: Cast, caller: Callable[[Any], Any]) -> None:
    browser = caller(cast.marta)
    of, _page = drop(browser, "Client,Since\n=cmd|x,soon\n")
    browser.post(f"/imports/{of.pk}/columns/", {})
    assert "'=cmd|x" in browser.get(f"/imports/{of.pk}/rejects.csv").content.decode()


def test_whose_a_list_of_tasks_is_may_be_told_by_a_name(cast: Cast, caller: Callable[[Any], Any]) -> None:
    browser = caller(cast.luka)
    text = "Task ID,Task Name,Assignees,List Name\n1,Titles,[Tin Babić],Adria Dental web\n2,Chairs,[Zoe],Office\n"
    of, page = drop(browser, text, "clickup.csv")
    assert "Whose tasks are in “Adria Dental web”?" in page
    assert '<option value="Adria Dental">' in page
    assert "1 answer that holds" in page  # Zoe is nobody here
    told = {"answer-0-name": "Nowhere", "answer-1": "-"}
    page = browser.post(f"/imports/{of.pk}/columns/", told, follow=True).content.decode()
    assert "There is no client called “Nowhere”." in page
    for told in ({"answer-0-name": "isar klinik"}, {"answer-0-name": "isar klinik", "answer-0": "Adria Dental"}):
        page = browser.post(f"/imports/{of.pk}/columns/", told | {"answer-1": "-"}, follow=True).content.decode()
        assert "Trial run, nothing is kept yet" in page
    page = browser.post(f"/imports/{of.pk}/keep/", follow=True).content.decode()
    assert 'href="/work/"' in page
    titles = Task.objects.get(title="Titles")
    assert (titles.client, titles.member) == (cast.adria, cast.tin)
    page = browser.get(f"/work/tasks/{Task.objects.get(title='Chairs').pk}/").content.decode()
    assert "Kept aside from imports" in page
