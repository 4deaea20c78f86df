"""A member's mailboxes: what Rapport did with every message of them and why; added, tried, read again, given up."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rapport.agency.access import acting
from rapport.conversations.chats.models import ChatFile
from rapport.conversations.files import reader_of
from rapport.conversations.mail.access import mailbox_for
from rapport.conversations.mail.collect import NOT_OPENED, collect
from rapport.conversations.mail.keep_mailbox import add_mailbox, change_mailbox, give_up, set_private, usual_ways
from rapport.conversations.mail.models import Arrival, Dropped, Folder, Mailbox
from rapport.conversations.mail.reread import reread, retry
from rapport.desk.files import read_by
from rapport.desk.mailboxes.forms import MailboxForm, ways_of
from rapport.desk.onward import go
from rapport.reckon.verdict import Reason, from_data
from rapport.ui.formats import say

SHOWN = 50
LARGEST_DROP = 500_000_000


def mailboxes(request: HttpRequest) -> HttpResponse:
    member = acting(request)
    boxes = list(Mailbox.objects.filter(member=member))
    for box in boxes:
        box.said = trouble_of(box)  # type: ignore[attr-defined]
    files = Dropped.objects.filter(by=member).select_related("document").annotate(met=Count("arrivals"))
    chats = ChatFile.objects.filter(by=member).select_related("document").annotate(met=Count("chats__parts"))
    context = {"mailboxes": boxes, "files": files.order_by("-pk")[:20], "chats": chats.order_by("-pk")[:20]}
    return render(request, "desk/mailboxes/mailboxes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    member = acting(request)
    guessed = usual_ways(member.email)
    form = MailboxForm(request.POST or None, initial=asdict(guessed) | {"signature": member.name})
    if form.is_valid():
        try:
            mailbox = add_mailbox(form.ways, by=member)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            _try_now(request, mailbox)
            return go("mailbox", mailbox.pk)
    return render(
        request, "desk/mailboxes/form.html", {"form": form, "mailbox": None}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    mailbox = mailbox_for(member, pk)
    form = MailboxForm(request.POST or None, initial=ways_of(mailbox), kept=mailbox)
    if form.is_valid():
        try:
            change_mailbox(mailbox, form.ways, by=member)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            _try_now(request, mailbox)
            return go("mailbox", mailbox.pk)
    context = {"form": form, "mailbox": mailbox}
    return render(request, "desk/mailboxes/form.html", context, status=422 if form.errors else 200)


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """What was done with every message, by outcome; one outcome chosen lists its messages, each with its reason."""
    mailbox = mailbox_for(acting(request), pk)
    context = {
        "mailbox": mailbox, "trouble": trouble_of(mailbox), "folders": mailbox.folders.all(),
        "not_opened": NOT_OPENED, **told(request, Arrival.objects.filter(mailbox=mailbox)),
    }  # fmt: skip
    return render(request, "desk/mailboxes/mailbox.html", context)


@require_POST
def retried(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    mailbox = mailbox_for(member, pk)
    retry(mailbox, by=member)
    _try_now(request, mailbox)
    return go("mailbox", pk)


@require_POST
def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    mailbox = mailbox_for(member, pk)
    try:
        since = date.fromisoformat(request.POST.get("since", ""))
        reread(mailbox, by=member, since=since)
        messages.success(request, _("It is read again in the background, from that day on."))
    except (ValueError, ValidationError) as refusal:
        words = refusal.messages if isinstance(refusal, ValidationError) else [_("Choose a day.")]
        messages.error(request, " ".join(words))
    return go("mailbox", pk)


@require_POST
def folder(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    there = Folder.objects.select_related("mailbox").filter(pk=pk, mailbox__member=member).first()
    if there is None:
        raise Http404(_("There is no such folder."))
    set_private(there.mailbox, there, by=member, private=request.POST.get("private") == "1")
    return go("mailbox", there.mailbox_id)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    mailbox = mailbox_for(member, pk)
    give_up(mailbox, by=member)
    words = _("%(address)s is read no more. Its password is forgotten; what was kept stays.")
    messages.success(request, words % {"address": mailbox.address})
    return go("mailboxes")


@require_POST
def dropped_file(request: HttpRequest) -> HttpResponse:
    member, given = acting(request), request.FILES.get("file")
    if given is None:
        messages.error(request, _("Choose a file: mail (.eml, .mbox), a chat or a list of calls."))
        return go("mailboxes")
    if (given.size or 0) > LARGEST_DROP:
        words = _("%(name)s is larger than 500 MB. Import it on the command line.")
        messages.error(request, words % {"name": given.name})
        return go("mailboxes")
    reader = reader_of(given, given.name or "")
    if taken := read_by(reader, given, name=given.name or "mail.eml", by=member):
        return taken
    words = _("%(name)s is neither mail nor a chat.") % {"name": given.name}
    messages.error(request, f"{words} {say(reader.why_not)}" if reader.why_not else words)
    return go("mailboxes")


def file(request: HttpRequest, pk: int) -> HttpResponse:
    """What was done with every message of a dropped file."""
    member = acting(request)
    dropped = Dropped.objects.filter(pk=pk, by=member).select_related("document").first()
    if dropped is None:
        raise Http404(_("There is no such file."))
    context = {"dropped": dropped, **told(request, dropped.arrivals.all())}
    return render(request, "desk/mailboxes/file.html", context)


def told(request: HttpRequest, arrivals: QuerySet[Arrival]) -> dict[str, Any]:
    """How many messages came to which outcome, and those of the outcome that was chosen."""
    counts = dict(arrivals.order_by().values_list("outcome").annotate(Count("pk")))
    chosen = request.GET.get("outcome", "")
    chosen = chosen if chosen in Arrival.Outcome.values else ""
    rows = arrivals.filter(outcome=chosen) if chosen else arrivals
    page = Paginator(rows.select_related("message").order_by("-at", "-pk"), SHOWN).get_page(request.GET.get("page"))
    return {
        "outcomes": [(value, words, counts[value]) for value, words in Arrival.Outcome.choices if value in counts],
        "chosen": chosen, "total": sum(counts.values()), "page": page,
        "lines": [(arrival, from_data(arrival.reason) if arrival.reason else None) for arrival in page],
    }  # fmt: skip


def trouble_of(mailbox: Mailbox) -> Reason | None:
    """What is wrong with it, in words."""
    if not mailbox.trouble:
        return None
    reason = from_data(mailbox.trouble["reason"])
    assert isinstance(reason, Reason)
    return reason


def _try_now(request: HttpRequest, mailbox: Mailbox) -> None:
    """Try at once whether the way in is open, and say so; the rest is read in the background."""
    turn = collect(mailbox.pk, at_most=20)
    if turn is None:
        messages.info(request, _("It is being read at this moment."))
    elif turn.trouble is None:
        messages.success(request, _("The way in is open. The rest is read in the background."))
