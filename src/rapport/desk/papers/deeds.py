"""Deeds on a client's documents, each a POST: brought, renamed, moved, taken away and back, shown to the client."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from rapport.agency.access import acting
from rapport.desk.onward import go
from rapport.desk.papers.access import folder_for, paper_for
from rapport.desk.papers.forms import BringForm, FolderForm, PaperForm, VersionForm
from rapport.desk.papers.views import draw_files, draw_paper
from rapport.desk.whereto import about
from rapport.documents.bring import bring, bring_version
from rapport.documents.facts import tree
from rapport.documents.keep_folder import change_folder, remove_folder, restore_folder
from rapport.documents.keep_paper import Stale, change_paper, remove_paper, restore_paper
from rapport.documents.lay_folder import lay_folder
from rapport.documents.models import Folder
from rapport.portfolio.access import client_for
from rapport.portfolio.show import hide, show


@require_POST
def paper_new(request: HttpRequest, pk: int) -> HttpResponse:
    """One or several files, each a document of its own. What is refused is named; the others are kept."""
    member = acting(request)
    client = client_for(member, pk, "files.keep")
    form = BringForm(request.POST, request.FILES, branches=tree(client.pk))
    if not form.is_valid():
        return draw_files(request, client, bring=form, status=422)
    folder, once = form.cleaned_data["folder"], form.cleaned_data["once"]
    brought, refused = 0, []
    for number, file in enumerate(form.cleaned_data["documents"]):
        key = f"form:{once}:{number}" if once else None
        try:
            bring(client.pk, file, name=file.name or "", by=member, folder=folder, once=key)
            brought += 1
        except ValidationError as refusal:
            refused += refusal.messages
    if not brought:
        for words in refused:
            form.add_error("documents", words)
        return draw_files(request, client, bring=form, status=422)
    words = ngettext("%(num)s document is in the files.", "%(num)s documents are in the files.", brought)
    messages.success(request, words % {"num": brought})
    for one in refused:
        messages.error(request, one)
    return go(_in(client.pk, folder))


@require_POST
def paper_version(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    paper, client = paper_for(member, pk, "files.keep")
    form = VersionForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = bring_version(paper, file, name=file.name or "", by=member, news=form.cleaned_data["news"])
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("Version %(number)s is the newest.") % {"number": made.number})
            return go("paper", pk)
    return draw_paper(request, paper, client, next_form=form, status=422)


@require_POST
def paper_change(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    paper, client = paper_for(member, pk, "files.keep")
    form = PaperForm(request.POST, paper=paper, branches=tree(client.pk))
    if form.is_valid():
        try:
            change_paper(paper, by=member, **form.cleaned_data)
        except ValidationError as refusal:
            form.say(refusal)
        except Stale as stale:
            form.add_error(None, _("Somebody changed it meanwhile: it is called “%(title)s” now. Save again to put "
                                   "yours.") % {"title": stale.theirs.title})  # fmt: skip
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["version"] = str(stale.theirs.version)  # type: ignore[index]
        else:
            messages.success(request, _("Saved."))
            return go("paper", pk)
    return draw_paper(request, paper, client, keep_form=form, status=422)


@require_POST
def paper_delete(request: HttpRequest, pk: int) -> HttpResponse:
    paper, client = paper_for(acting(request), pk, "files.keep", deleted=True)
    if remove_paper(paper, by=acting(request)):
        messages.success(request, _("Deleted: %(title)s.") % {"title": paper.title},
                         extra_tags=reverse("paper_restore", args=[pk]))  # fmt: skip
    return go(_in(client.pk, paper.folder))


@require_POST
def paper_restore(request: HttpRequest, pk: int) -> HttpResponse:
    paper, _client = paper_for(acting(request), pk, "files.keep", deleted=True)
    if restore_paper(paper, by=acting(request)):
        messages.success(request, _("It is back in the files."))
    return go("paper", pk)


@require_POST
def paper_show(request: HttpRequest, pk: int) -> HttpResponse:
    paper, client = paper_for(acting(request), pk, "portal.mark")
    show(paper, client, acting(request))
    messages.success(request, _("The client sees it in the portal, always in its newest version."),
                     extra_tags=reverse("paper_hide", args=[pk]))  # fmt: skip
    return go("paper", pk)


@require_POST
def paper_hide(request: HttpRequest, pk: int) -> HttpResponse:
    paper, _client = paper_for(acting(request), pk, "portal.mark")
    if hide(paper, acting(request)):
        messages.success(request, _("The client sees it no more."))
    return go("paper", pk)


@require_POST
def folder_new(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "files.keep")
    form = FolderForm(request.POST, client=client, branches=tree(client.pk))
    if form.is_valid():
        try:
            made = lay_folder(client.pk, form.cleaned_data["name"], by=member, parent=form.cleaned_data["parent"])
        except ValidationError as refusal:
            form.say(refusal)
        else:
            return go(_in(client.pk, made))
    return draw_files(request, client, lay=form, status=422)


def folder(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name, another place."""
    member = acting(request)
    found, client = folder_for(member, pk)
    form = FolderForm(
        request.POST if request.method == "POST" else None, client=client, branches=tree(client.pk), folder=found
    )
    if form.is_valid():
        try:
            change_folder(found, by=member, **form.cleaned_data)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("Saved."))
            return go(_in(client.pk, found))
    context = about(client, folder=found, form=form, back=_in(client.pk, found))
    return render(request, "desk/papers/folder.html", context, status=422 if form.errors else 200)


@require_POST
def folder_delete(request: HttpRequest, pk: int) -> HttpResponse:
    found, client = folder_for(acting(request), pk, deleted=True)
    try:
        if remove_folder(found, by=acting(request)):
            messages.success(request, _("Deleted: %(title)s.") % {"title": found.name},
                             extra_tags=reverse("folder_restore", args=[pk]))  # fmt: skip
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return go(_in(client.pk, found))
    return go(_in(client.pk, found.parent))


@require_POST
def folder_restore(request: HttpRequest, pk: int) -> HttpResponse:
    found, client = folder_for(acting(request), pk, deleted=True)
    if restore_folder(found, by=acting(request)):
        messages.success(request, _("The folder is back."))
    return go(_in(client.pk, found))


def _in(client_id: int, folder: Folder | None) -> str:
    """The files page, opened at a folder."""
    there = reverse("client_files", args=[client_id])
    return f"{there}?{urlencode({'folder': folder.pk})}" if folder and not folder.deleted_at else there
