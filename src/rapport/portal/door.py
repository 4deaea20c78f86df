"""The portal's door: a mail address in, a key by mail, in by a press; out again. It tells nobody whom we know."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rapport.approvals.written_in import language_of, zone_of
from rapport.links.hand_out import known_link
from rapport.links.throttle import within
from rapport.overview.portal.use_key import Opened, use_key, whose
from rapport.portal.link_door import address_of, by_link, draw, leads_nowhere, speaking
from rapport.portal.onward import see_other
from rapport.portal.signed_in import by_contact, the_visit
from rapport.portal.visit import begin, end, go_as, speak, visit_of
from rapport.portfolio.models import Contact
from rapport.portfolio.shut_out import DOOR
from rapport.portfolio.welcome import with_mail

MOST_OF_ADDRESS, MOST_OF_NETWORK, MINUTES = 3, 20, 15


@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """Asking for a key. The answer is the same for every address; a worker looks whether we know it."""
    if request.method != "POST" and visit_of(request) is not None:
        return redirect("portal_home")
    with speaking(request):
        answer = _asked(request) if request.method == "POST" else draw(request, "portal/door.html", _words())
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def key(request: HttpRequest, token: str) -> HttpResponse:
    """Looking uses nothing up: mail scanners look too. The press opens the visit."""
    found = use_key(token) if request.method == "POST" else whose(token)
    if found is None:
        with speaking(request):
            if known_link(DOOR, token) is None:
                return leads_nowhere(request, known=False)
            return draw(request, "portal/door.html", {**_words(), "over": True}, status=410)
    if request.method == "POST":
        return _in(request, found)
    contact = found.contact
    with speaking(request, language_of(contact, contact.client), zone_of(contact, contact.client)):
        return draw(request, "portal/key.html", {"contact": contact}, client=contact.client)


@require_http_methods(["GET", "HEAD", "POST"])
@by_contact
def choice(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Where to go on, for whoever is a contact of several clients by one address."""
    visit = the_visit(request)
    people = [one for one in with_mail(visit.mail) if one.shut_out_at is None or one.shut_out_at < visit.since]
    if request.method == "POST":
        chosen = next((one for one in people if str(one.pk) == request.POST.get("contact")), None)
        if chosen is not None:
            go_as(visit, chosen)
            return see_other("portal_home")
    return draw(request, "portal/choice.html", {"people": people}, client=contact.client)


@require_POST
@by_contact
def language(request: HttpRequest, contact: Contact) -> HttpResponse:
    """The language of this visit; back to the page it was chosen on."""
    if (wished := request.POST.get("language", "")) in dict(settings.LANGUAGES):
        speak(the_visit(request), wished)
    onward = request.POST.get("next", "")
    return see_other(onward if onward.startswith("/portal/") else "portal_home")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Out, whether or not the visit still stood."""
    answer = see_other("portal_door")
    end(answer, visit_of(request))
    return answer


def _asked(request: HttpRequest) -> HttpResponse:
    mail = request.POST.get("mail", "").replace("\0", "").strip()
    try:
        validate_email(mail)
        if len(mail) > 250:
            raise ValidationError("")
    except ValidationError:
        wrong = _("Write the whole address, such as name@company.com.")
        return draw(request, "portal/door.html", _words(mail=mail[:300], wrong=wrong), status=422)
    if not within("door", address_of(request), MOST_OF_NETWORK, MINUTES):
        answer = draw(request, "portal/too_many.html", {"asked": True}, status=429)
        answer["Retry-After"] = str(MINUTES * 60)
        return answer
    if within("door-of", mail.lower(), MOST_OF_ADDRESS, MINUTES):
        import_string(settings.PORTAL_WAKE)(mail.lower())
    return draw(request, "portal/door.html", _words(mail=mail, asked=True))


def _in(request: HttpRequest, found: Opened) -> HttpResponse:
    answer = see_other("portal_choice" if found.others else "portal_home")
    begin(answer, found.contact, found.mail, before=visit_of(request))
    rotate_token(request)
    return answer


def _words(**more: object) -> dict[str, object]:
    return {"mail": "", "wrong": "", "asked": False, "over": False, **more}
