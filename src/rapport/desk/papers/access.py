"""Brings a document, one of its versions or a folder to whoever asks, through its client's door."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.documents.models import Folder, Paper, Version
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client


def paper_for(member: Member, pk: int, deed: str = "files.see", *, deleted: bool = False) -> tuple[Paper, Client]:
    """The document and its client, when the member may do the deed with that client; else the same 404.

    A deleted one only for whoever asks for it.
    """
    rows = Paper.objects.select_related("folder", "made_by").filter(pk=pk)
    paper = (rows if deleted else rows.filter(deleted_at=None)).first()
    if paper is None:
        raise Http404(_("There is no such document."))
    return paper, client_for(member, paper.client_id, deed)


def version_for(member: Member, pk: int) -> tuple[Version, Client]:
    """One version of a document that is not deleted."""
    version = Version.objects.select_related("paper", "document").filter(pk=pk, paper__deleted_at=None).first()
    if version is None:
        raise Http404(_("There is no such file."))
    return version, client_for(member, version.paper.client_id, "files.see")


def folder_for(member: Member, pk: int, deed: str = "files.keep", *, deleted: bool = False) -> tuple[Folder, Client]:
    rows = Folder.objects.select_related("parent").filter(pk=pk)
    folder = (rows if deleted else rows.filter(deleted_at=None)).first()
    if folder is None:
        raise Http404(_("There is no such folder."))
    return folder, client_for(member, folder.client_id, deed)
