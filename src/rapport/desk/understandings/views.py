"""Agreed words: a passage of the client's beside our reading, sent for confirmation, standing as they decided."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.agency.access import acting, may
from rapport.approvals.models import Approval
from rapport.conversations.understandings import follow
from rapport.conversations.understandings.access import understanding_for
from rapport.conversations.understandings.models import Understanding
from rapport.conversations.understandings.send import SENDABLE, send
from rapport.conversations.understandings.source import Source, source_words
from rapport.conversations.understandings.write import Stale, bring_back, drop, rewrite, write
from rapport.desk.client.head import head_of
from rapport.desk.onward import go
from rapport.desk.understandings.forms import ReadingForm
from rapport.desk.whereto import about
from rapport.portfolio.access import client_for

SHOWN = 100
TONES = {"confirmed": "good", "corrected": "warn", "declined": "warn", "unanswered": "bad", "late": "bad"}


def client_understandings(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "approval.see")
    rows = Understanding.objects.filter(client=client, dropped_at=None).select_related("contact", "by", "approval")
    context = {
        **head_of(client, member, "understandings"),
        "rows": rows.order_by("-made_at", "-pk")[:SHOWN],
        "tones": TONES,
    }
    return render(request, "desk/understandings/client_understandings.html", context)


def understanding_new(request: HttpRequest, pk: int) -> HttpResponse:
    """The source beside two fields. Without JavaScript the words are cut down by hand, with it they are marked."""
    member = acting(request)
    client = client_for(member, pk, "approval.ask")
    source = _source(request, pk)
    if source is None:
        return go(reverse("client_understandings", args=[pk]))
    form = ReadingForm.beside(source, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            row = write(source, by=member, once=form.cleaned_data["once"], **form.values())
        except ValidationError as refusal:
            form.say(refusal)
        else:
            row.client = client
            return _sent_or_kept(request, row, form)
    context = about(client, form=form, source=source, text=source.text, row=None, theirs=None)
    return render(request, "desk/understandings/write.html", context, status=422 if form.errors else 200)


def understanding_change(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    row = understanding_for(member, pk, "approval.ask")
    form = ReadingForm.of(row, request.POST if request.method == "POST" else None)
    theirs, status = None, 200
    if form.is_valid():
        try:
            changed = rewrite(row, by=member, version=form.cleaned_data["version"] or 0, **form.values())
        except ValidationError as refusal:
            form.say(refusal)
        except Stale as stale:
            theirs, status = stale.theirs, 409
        else:
            changed.client = row.client
            return _sent_or_kept(request, changed, form)
    context = about(row.client, form=form, row=row, text=row.original, theirs=theirs, source=None)
    return render(request, "desk/understandings/write.html", context, status=422 if form.errors else status)


def understanding(request: HttpRequest, pk: int) -> HttpResponse:
    return draw(request, understanding_for(acting(request), pk))


def draw(request: HttpRequest, row: Understanding, *, refusal: str = "", status: int = 200) -> HttpResponse:
    """One of them with its versions; also the answer to a deed that was refused."""
    asked = Approval.objects.filter(subject=row._meta.label_lower, subject_id=row.pk)
    versions = asked.select_related("contact", "asked_by", "decision").order_by("-asked_at", "-pk")
    context = about(
        row.client,
        row=row,
        versions=versions,
        correction=row.approval.answer if row.approval and row.state == "corrected" else None,
        tones=TONES,
        refusal=refusal,
        may_ask=may(acting(request), "approval.ask", row.client.standing),
        may_send=row.state in SENDABLE and not row.dropped_at,
        source_address=_address_of(row),
    )
    return render(request, "desk/understandings/understanding.html", context, status=status)


@require_POST
def understanding_send(request: HttpRequest, pk: int) -> HttpResponse:
    row = understanding_for(acting(request), pk, "approval.ask")
    try:
        send(row, by=acting(request))
    except ValidationError as refusal:
        return draw(request, row, refusal=" ".join(refusal.messages), status=422)
    messages.success(request, _("Sent to %(name)s.") % {"name": row.contact.name})
    return go("understanding", pk)


@require_POST
def understanding_take_over(request: HttpRequest, pk: int) -> HttpResponse:
    row = understanding_for(acting(request), pk, "approval.ask")
    try:
        follow.take_over(row, by=acting(request))
    except ValidationError as refusal:
        return draw(request, row, refusal=" ".join(refusal.messages), status=409)
    messages.success(request, _("Their words stand as agreed."))
    return go("understanding", pk)


@require_POST
def understanding_drop(request: HttpRequest, pk: int) -> HttpResponse:
    row = understanding_for(acting(request), pk, "approval.ask")
    if drop(row, by=acting(request)):
        messages.success(request, _("Set aside."), extra_tags=reverse("understanding_bring_back", args=[pk]))
    return go("client_understandings", row.client_id)


@require_POST
def understanding_bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    row = understanding_for(acting(request), pk, "approval.ask")
    if bring_back(row, by=acting(request)):
        messages.success(request, _("It is back."))
    return go("understanding", pk)


def _source(request: HttpRequest, client_pk: int) -> Source | None:
    """The words named in the address, when they are this client's; None when none are named."""
    kind, number = request.GET.get("source", ""), request.GET.get("id", "")
    if not kind and not number:
        return None
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Http404(_("There are no such words."))
    source = source_words(acting(request), kind, int(number))
    if source.client.pk != client_pk:
        raise Http404(_("There are no such words."))
    return source


def _sent_or_kept(request: HttpRequest, row: Understanding, form: ReadingForm) -> HttpResponse:
    """As the button says. What cannot be sent is kept all the same, and the page says why."""
    if request.POST.get("then") == "send":
        try:
            send(row, by=acting(request), due=form.due_at())
        except ValidationError as refusal:
            messages.error(request, _("Kept, but not sent: %(why)s") % {"why": " ".join(refusal.messages)})
        else:
            messages.success(request, _("Sent to %(name)s.") % {"name": row.contact.name})
    else:
        messages.success(request, _("Kept; nothing was sent."))
    return go("understanding", row.pk)


def _address_of(row: Understanding) -> str:
    """Where the words stand."""
    if row.source == "touchpoint":
        return f"{reverse('client', args=[row.client_id])}#touchpoint-{row.source_id}"
    return reverse(row.source, args=[row.source_id])
