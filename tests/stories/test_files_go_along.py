"""When two clients become one, documents, folders and what is shown of them go along, and come back."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from rapport.documents.bring import bring
from rapport.documents.lay_folder import lay_folder
from rapport.documents.models import Paper
from rapport.portfolio.merge import merge, unmerge
from rapport.portfolio.models import Client
from rapport.portfolio.show import show, shown


def test_files_go_along_and_come_back(cast: Any, follow: Any) -> None:
    folder = lay_folder(cast.adria.pk, "Layouts", by=cast.luka)
    version = bring(cast.adria.pk, BytesIO(b"x"), name="a.txt", by=cast.luka, folder=folder)
    show(version.paper, Client.objects.fetch(cast.luka, cast.adria.pk), cast.luka)
    done = merge(cast.isar, cast.adria, by=cast.marta)
    follow()
    for row in (folder, version.paper, version.document):
        row.refresh_from_db()
        assert row.client_id == cast.isar.pk
    assert shown(cast.isar.pk, Paper) == {version.paper_id}
    unmerge(done, by=cast.marta)
    follow()
    for row in (folder, version.paper, version.document):
        row.refresh_from_db()
        assert row.client_id == cast.adria.pk
    assert shown(cast.adria.pk, Paper) == {version.paper_id}
