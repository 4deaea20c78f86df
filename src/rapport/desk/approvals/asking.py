"""Asks a client's contact to approve the newest version of a document, with what is new in it."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rapport.agency.access import acting, may
from rapport.agency.models import Member
from rapport.approvals.ask import ask
from rapport.approvals.facts import newest
from rapport.approvals.models import Approval
from rapport.approvals.snapshot import Shown
from rapport.approvals.withdraw import waiting_approvals
from rapport.desk.approvals.forms import AskForm
from rapport.desk.onward import go
from rapport.desk.whereto import about
from rapport.documents.facts import newest_versions, papers_of
from rapport.documents.keep import path_of
from rapport.documents.models import Paper, Version
from rapport.journal import clock
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client, Contact
from rapport.reckon.file_kinds import TEXT

BREATH = timedelta(minutes=1)  # the same question within it is a doubled click
SHOWN_TEXT = 20_000  # bytes of a document of words that stand on the page itself


def approval_new(request: HttpRequest, pk: int) -> HttpResponse:
    """`?paper=` names the document; what was asked about it before is filled in."""
    member = acting(request)
    client = client_for(member, pk, "approval.ask")
    chosen = _chosen(request, client)
    data = request.POST if request.method == "POST" else None
    form = AskForm(data, client=client, initial=_usual(chosen) if data is None else None)
    if form.is_valid():
        try:
            approval = _ask(client, form, by=member)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("Asked: %(name)s.") % {"name": approval.contact.name})
            return go("approval", approval.pk)
    context = about(
        client,
        form=form,
        chosen=chosen,
        nothing=not form.fields["paper"].queryset.exists(),  # type: ignore[attr-defined]
        nobody=not form.fields["contact"].queryset.exists(),  # type: ignore[attr-defined]
        sees_files=may(member, "files.see", client.standing),
    )
    return render(request, "desk/approvals/approval_new.html", context, status=422 if form.errors else 200)


def _ask(client: Client, form: AskForm, *, by: Member) -> Approval:
    """The question; a doubled click is one."""
    values, papers = form.cleaned_data, form.papers()
    versions = newest_versions(papers)
    of = [versions[paper.pk] for paper in papers]
    with transaction.atomic():
        list(Contact.objects.select_for_update().filter(pk=values["contact"].pk).values_list("pk"))
        just_asked = waiting_approvals(
            subject=Paper._meta.label_lower, subject_id=papers[0].pk, purpose=values["purpose"], root=None,
            number=of[0].number, contact=values["contact"], asked_by=by, title=values["title"],
            asked_at__gt=clock.now() - BREATH,
        )  # fmt: skip
        if there := just_asked.first():
            return there
        approval, _address = ask(
            papers[0], purpose=values["purpose"], client=client, contact=values["contact"], by=by,
            title=values["title"], intro=values["intro"], due=form.due_at(), shown=_words(of[0]),
            files=[version.document for version in of], news=values["news"].splitlines(), number=of[0].number,
            by_code=values["by_code"], also=values["also"],
        )  # fmt: skip
    return approval


def _chosen(request: HttpRequest, client: Client) -> Paper | None:
    number = request.POST.get("paper") or request.GET.get("paper") or ""
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    return papers_of(client.pk).filter(pk=int(number)).first()


def _usual(paper: Paper | None) -> dict[str, object]:
    """As it was asked last time; what is new is what was said when the version was brought."""
    if paper is None:
        return {}
    version = newest_versions([paper]).get(paper.pk)
    before = newest(Paper, [paper.pk]).get(paper.pk)
    usual: dict[str, object] = {"paper": paper.pk, "title": paper.title, "news": version.news if version else ""}
    if before is not None:
        row = Approval.objects.get(pk=before.approval)
        usual |= {"title": row.title, "purpose": row.purpose, "contact": row.contact_id, "by_code": row.by_code}
    return usual


def _words(version: Version) -> Shown:
    """A document of plain words stands on their page as it is written; any other is a file beside it."""
    document = version.document
    if document.kind != TEXT or document.size > SHOWN_TEXT:
        return ()
    try:
        return [("text", path_of(document.digest).read_text("utf-8-sig"))]
    except (OSError, UnicodeDecodeError):
        return ()
