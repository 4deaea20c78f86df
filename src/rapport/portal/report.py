"""A report by link, without an account: read as a page, kept as a PDF, asked about."""

from __future__ import annotations

from uuid import uuid4

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rapport.approvals.written_in import language_of, zone_of
from rapport.delivery.requests.make import HOURS
from rapport.links.throttle import within
from rapport.portal.link_door import by_link, draw, leads_nowhere, speaking
from rapport.portal.onward import see_other
from rapport.portfolio.keepers import keeper_of
from rapport.portfolio.models import Contact
from rapport.results.reports.ask_back import ask_back
from rapport.results.reports.freeze import thawed
from rapport.results.reports.open_by_link import Ended, Opened, holder, known, opened
from rapport.results.reports.render import PDF, colours_of, file_name, laid_out, logo_of
from rapport.results.reports.render import pdf as pdf_of
from rapport.results.reports.seen import note_seen
from rapport.results.reports.titles import title_of

MOST, MINUTES = 20, 60  # questions of one contact in an hour


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Looking decides nothing. It counts as seen for the contact whose link it is, never for one of us."""
    link = known(token)
    contact = holder(link)
    with speaking(request, *_spoken(contact)):
        try:
            found = opened(token)
        except Ended:
            return leads_nowhere(request, known=link is not None)
        if request.method == "POST":
            return _asked(request, token, found)
        if request.method == "GET" and not request.user.is_authenticated:
            note_seen(found.report, found.contact)
        return _drawn(request, token, found)


@require_safe
@by_link
def pdf(request: HttpRequest, token: str) -> HttpResponse:
    link = known(token)
    with speaking(request, *_spoken(holder(link))):
        try:
            found = opened(token)
        except Ended:
            return leads_nowhere(request, known=link is not None)
    answer = HttpResponse(pdf_of(thawed(found.signed.content)), content_type=PDF)
    answer["Content-Disposition"] = f'attachment; filename="{file_name(found.report, "pdf")}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _spoken(contact: Contact | None) -> tuple[str, str]:
    return (language_of(contact, contact.client), zone_of(contact, contact.client)) if contact else ("", "")


def _asked(request: HttpRequest, token: str, found: Opened) -> HttpResponse:
    words, once = request.POST.get("words", ""), request.POST.get("once", "")
    try:
        if not within("report", str(found.contact.pk), MOST, MINUTES):
            raise ValidationError({"words": _("Very much was asked within this hour. Wait a little, or call us.")})
        ask_back(found.report, found.contact, words, once=once)
    except ValidationError as refusal:
        return _drawn(request, token, found, words=words, once=once, wrong=refusal.message_dict)
    return see_other(f"{request.path}?asked=1#ask")


def _drawn(
    request: HttpRequest,
    token: str,
    found: Opened,
    *,
    words: str = "",
    once: str = "",
    wrong: dict[str, list[str]] | None = None,
) -> HttpResponse:
    content = thawed(found.signed.content)
    context = {
        "report": found.report,
        "signed": found.signed,
        "contact": found.contact,
        "laid": laid_out(content),
        "logo": logo_of(content),
        "colours": colours_of(content),
        "title": title_of(found.report),
        "token": token,
        "asked": "asked" in request.GET,
        "keeper": keeper_of(found.report.client_id),
        "hours": HOURS,
        "words": words,
        "once": once or str(uuid4()),
        "wrong": wrong or {},
    }
    return draw(request, "portal/report.html", context, status=422 if wrong else 200, client=found.contact.client)
