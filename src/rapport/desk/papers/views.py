"""A client's documents: its folders and what lies in them, one document with its versions, and the files themselves."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rapport.agency.access import acting, may
from rapport.approvals.facts import Standing, newest, waiting
from rapport.desk.approvals.words import STATES, TONES
from rapport.desk.client.head import head_of
from rapport.desk.papers.access import paper_for, version_for
from rapport.desk.papers.forms import BringForm, FolderForm, PaperForm, VersionForm
from rapport.desk.today.kinds import address
from rapport.desk.whereto import about
from rapport.documents.answer_with import PICTURES, answer_with
from rapport.documents.facts import newest_versions, papers_of, tree
from rapport.documents.keep import path_of
from rapport.documents.lay_folder import above
from rapport.documents.models import Folder, Paper, Version
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client
from rapport.portfolio.show import is_shown, shown
from rapport.reckon.file_kinds import IMAGES, TEXT

SHOWN = 50  # documents on a page
DELETED = 30
SHOWN_TEXT = 100_000  # bytes of a document of words that are laid out on its page
ICONS = {"application/pdf": "file-text", TEXT: "file-pen-line", "application/zip": "file-archive"}


def client_files(request: HttpRequest, pk: int) -> HttpResponse:
    client = client_for(acting(request), pk, "files.see")
    return draw_files(request, client)


def draw_files(
    request: HttpRequest,
    client: Client,
    *,
    bring: BringForm | None = None,
    lay: FolderForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """One folder of the client; also the answer to a file or a folder that was refused there."""
    member, branches = acting(request), tree(client.pk)
    here = _here(request, [branch.folder for branch in branches])
    page = _number(request.GET.get("page", "")) or 1
    rows = papers_of(client.pk).filter(folder=here)[(page - 1) * SHOWN : page * SHOWN + 1]
    papers = list(rows)
    versions = newest_versions(papers[:SHOWN])
    asked, seen = newest(Paper, versions), shown(client.pk, Paper)
    usual = {"folder": str(here.pk) if here else "", "parent": str(here.pk) if here else ""}
    context = {
        **head_of(client, member, "files"),
        "branches": branches,
        "here": here,
        "way": above(here) if here else [],
        "folders": [branch for branch in branches if branch.folder.parent_id == (here.pk if here else None)],
        "papers": [_line(paper, versions[paper.pk], asked, seen) for paper in papers[:SHOWN] if paper.pk in versions],
        "page": page,
        "further": len(papers) > SHOWN,
        "waiting": waiting([client.pk]).get(client.pk, 0),
        "deleted": _deleted(Paper, client),
        "deleted_folders": _deleted(Folder, client),
        "may_keep": may(member, "files.keep", client.standing),
        "may_ask": may(member, "approval.ask", client.standing),
        "bring": bring or BringForm(branches=branches, initial=usual),
        "lay": lay or FolderForm(client=client, branches=branches, initial=usual),
        "sees_approvals": may(member, "approval.see", client.standing),
    }  # fmt: skip
    return render(request, "desk/papers/client_files.html", context, status=status)


def paper(request: HttpRequest, pk: int) -> HttpResponse:
    found, client = paper_for(acting(request), pk)
    return draw_paper(request, found, client)


def draw_paper(
    request: HttpRequest,
    paper: Paper,
    client: Client,
    *,
    next_form: VersionForm | None = None,
    keep_form: PaperForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """One document with its versions; also the answer to a version or a title that was refused."""
    member = acting(request)
    versions = list(Version.objects.filter(paper=paper).select_related("document", "by"))
    latest = versions[0] if versions else None
    asked = newest(Paper, [paper.pk]).get(paper.pk)
    context = about(
        client,
        paper=paper,
        way=above(paper.folder) if paper.folder else [],
        versions=versions,
        latest=latest,
        picture=latest is not None and latest.document.kind in PICTURES,
        text=_text(latest) if latest else "",
        kind=kind_words(latest.document.kind) if latest else "",
        asked=asked,
        asked_words=STATES[asked.state] if asked else "",
        asked_tone=TONES.get(asked.state, "") if asked else "",
        is_shown=is_shown(paper),
        may_keep=may(member, "files.keep", client.standing),
        may_mark=may(member, "portal.mark", client.standing),
        may_ask=may(member, "approval.ask", client.standing),
        spelling=address("version_spelling", latest.pk) if latest else "",
        next_form=next_form or VersionForm(),
        keep_form=keep_form or PaperForm(paper=paper, branches=tree(client.pk)),
    )
    return render(request, "desk/papers/paper.html", context, status=status)


@require_safe
def version_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file itself, as a download that no browser opens."""
    version, _client = version_for(acting(request), pk)
    document = version.document
    return answer_with(digest=document.digest, name=document.name, kind=document.kind, download=True)


@require_safe
def version_picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file as a picture on a page, when by its content it is one."""
    version, _client = version_for(acting(request), pk)
    document = version.document
    if document.kind not in PICTURES:
        raise Http404(_("This is no picture."))
    return answer_with(digest=document.digest, name=document.name, kind=document.kind)


def kind_words(kind: str) -> str:
    """What a file is, in a word."""
    if kind in IMAGES:
        return _("picture")
    return {
        "application/pdf": _("PDF"),
        "application/zip": _("packed or office file"),
        "application/x-ole-storage": _("office file"),
        TEXT: _("text"),
    }.get(kind, _("file of a kind we do not know"))


def _line(paper: Paper, version: Version, asked: dict[int, Standing], seen: set[int]) -> dict[str, Any]:
    standing = asked.get(paper.pk)
    kind = version.document.kind
    return {
        "paper": paper,
        "version": version,
        "icon": "image" if kind in IMAGES else ICONS.get(kind, "file"),
        "kind": kind_words(kind),
        "asked": standing,
        "asked_words": STATES[standing.state] if standing else "",
        "asked_tone": TONES.get(standing.state, "") if standing else "",
        "is_shown": paper.pk in seen,
    }


def _deleted(model: type[Paper] | type[Folder], client: Client) -> list[Any]:
    """What may be brought back, the last first."""
    rows: Any = model._default_manager
    return list(rows.filter(client_id=client.pk).exclude(deleted_at=None).order_by("-deleted_at")[:DELETED])


def _here(request: HttpRequest, folders: list[Folder]) -> Folder | None:
    """The folder that is named in the address or in what was sent; 404 for one that is not this client's."""
    named = request.GET.get("folder") or request.POST.get("folder") or request.POST.get("parent") or ""
    if not named:
        return None
    number = _number(named)
    for folder in folders:
        if folder.pk == number:
            return folder
    raise Http404(_("There is no such folder."))


def _text(version: Version) -> str:
    """The words of a document of words; shown as they are written, never as a page."""
    document = version.document
    if document.kind != TEXT or document.size > SHOWN_TEXT:
        return ""
    try:
        return path_of(document.digest).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
