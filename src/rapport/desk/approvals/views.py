"""One question to a contact: what they were shown, what they said; and the links a client's people hold."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from rapport.agency.access import acting, may
from rapport.approvals.access import approval_for
from rapport.approvals.letter import titled
from rapport.approvals.models import Approval
from rapport.approvals.purposes import purpose_of
from rapport.approvals.remind import send_again
from rapport.approvals.withdraw import waiting_approvals, withdraw
from rapport.conversations.understandings import follow
from rapport.desk.approvals.words import ICONS, TONES, heading, state_words, subject_page
from rapport.desk.onward import go
from rapport.desk.whereto import about
from rapport.documents.answer_with import PICTURES, answer_with
from rapport.documents.models import Paper
from rapport.links.hand_out import living
from rapport.links.models import Link
from rapport.links.take_back import take_back
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Contact

PURPOSES: Mapping[str, str | Promise] = {
    "approval": gettext_lazy("A question to answer"),
    "times": gettext_lazy("Times to choose from"),
    "meeting_invitation": gettext_lazy("An invitation to answer"),
    "drop": gettext_lazy("A secret to put in"),
    "portal_door": gettext_lazy("A key to the portal"),
}


def approval(request: HttpRequest, pk: int) -> HttpResponse:
    found = approval_for(acting(request), pk)
    if found.root_id:  # the share of somebody it was passed on to
        return go("approval", found.root_id)
    return draw(request, found)


def draw(request: HttpRequest, approval: Approval, *, refusal: str = "", status: int = 200) -> HttpResponse:
    may_ask = may(acting(request), "approval.ask", approval.client.standing)
    shares = list(Approval.objects.filter(root=approval).select_related("contact", "passed_from__contact"))
    for share in shares:
        share.root = approval  # which decides for all of them
    context = about(
        approval.client,
        approval=approval,
        title=titled(approval),
        purpose=purpose_of(approval.purpose),
        state=state_words(approval.purpose, approval.state),
        tone=TONES.get(approval.state, ""),
        decision=approval.answer,
        said=state_words(approval.purpose, approval.answer.kind) if approval.answer else "",
        sign=ICONS.get(approval.answer.kind, "check") if approval.answer else "",
        shown=[(part, heading(part), text) for part, text in approval.shown],
        files=[(number, file, file["kind"] in PICTURES) for number, file in enumerate(approval.files, 1)],
        shares=[(share, state_words(share.purpose, share.state)) for share in shares],
        reminded=[parse_datetime(moment) for moment in approval.reminded],
        links=living(approval).order_by("made_at"),
        subject=subject_page(approval),
        ask_anew=_ask_anew(approval) if may_ask else "",
        refusal=refusal,
        may_ask=may_ask,
    )
    return render(request, "desk/approvals/approval.html", context, status=status)


@require_safe
def approval_file(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """A file as they were shown it, of this very version."""
    approval = approval_for(acting(request), pk)
    if not 1 <= number <= len(approval.files):
        raise Http404(_("There is no such file."))
    file = approval.files[number - 1]
    return answer_with(digest=file["digest"], name=file["name"], kind=file["kind"])


@require_POST
def approval_again(request: HttpRequest, pk: int) -> HttpResponse:
    approval = approval_for(acting(request), pk, "approval.ask")
    has_it = waiting_approvals(root=approval).select_related("contact", "client", "asked_by", "passed_from__contact")
    try:
        address = send_again(has_it.order_by("-pk").first() or approval, by=acting(request))
    except ValidationError as refusal:
        return draw(request, approval, refusal=" ".join(refusal.messages), status=422)
    if address:
        messages.success(request, _("Asked once more: %(name)s.") % {"name": approval.contact.name})
    else:
        messages.error(request, _("This question is over; nothing was sent."))
    return go("approval", pk)


@require_POST
def approval_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    approval = approval_for(acting(request), pk, "approval.ask")
    if withdraw(approval, by=acting(request)):
        follow.stand_as(approval.pk)
        messages.success(request, _("Withdrawn. Their link opens nothing any more."))
    else:
        messages.error(request, _("It was answered or withdrawn meanwhile."))
    return go(subject_page(approval) or reverse("approval", args=[pk]))


def client_links(request: HttpRequest, pk: int) -> HttpResponse:
    """What the client's people can open now, whoever sent it."""
    client = client_for(acting(request), pk, "approval.see")
    links = list(living(client_id=client.pk).select_related("made_by").order_by("-made_at"))
    people = Contact.objects.in_bulk({link.contact_id for link in links if link.contact_id})
    context = about(
        client,
        lines=[(link, PURPOSES.get(link.purpose, link.purpose), _name(link, people), _about(link)) for link in links],
        may_ask=may(acting(request), "approval.ask", client.standing),
    )
    return render(request, "desk/approvals/client_links.html", context)


@require_POST
def link_take_back(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    """This link opens nothing any more; what it was about still waits, and can be sent again."""
    client = client_for(acting(request), pk, "approval.ask")
    found = Link.objects.filter(pk=link, client_id=client.pk).first()
    if found is None:
        raise Http404(_("There is no such link."))
    if take_back(found, by=acting(request)):
        messages.success(request, _("The link opens nothing any more."))
    return go("client_links", pk)


def _ask_anew(approval: Approval) -> str:
    """Where the next version of a document is asked about."""
    if approval.subject != Paper._meta.label_lower:
        return ""
    return f"{reverse('approval_new', args=[approval.client_id])}?{urlencode({'paper': approval.subject_id})}"


def _name(link: Link, people: Mapping[int, Contact]) -> str:
    found = people.get(link.contact_id or 0)
    return found.name if found else ""


def _about(link: Link) -> str:
    """The page of the question that the link opens."""
    return reverse("approval", args=[link.subject_id]) if link.subject == Approval._meta.label_lower else ""
