"""Presses on what a client sees: show a thing, take it out of sight, send somebody a key, end their visits."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.agency.access import acting
from rapport.desk.onward import asked, go
from rapport.overview.portal.marks import marked_thing, thing_of
from rapport.overview.portal.send_key import invite
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client, Contact
from rapport.portfolio.show import hide, show
from rapport.portfolio.shut_out import shut_out


@require_POST
def shown_mark(request: HttpRequest, pk: int) -> HttpResponse:
    """The body names the thing: `kind` and `id`."""
    client = client_for(acting(request), pk, "portal.mark")
    thing = thing_of(pk, *_named(request))
    if thing is None:
        raise Http404(_("There is nothing like that to show."))
    show(thing, client, acting(request))
    messages.success(request, _("They see it from now on: %(title)s.") % {"title": thing})
    return go(asked(request, reverse("client_portal", args=[pk])))


@require_POST
def shown_end(request: HttpRequest, pk: int) -> HttpResponse:
    client_for(acting(request), pk, "portal.mark")
    thing = marked_thing(pk, *_named(request))
    if thing is None:
        raise Http404(_("There is nothing like that to take back."))
    if hide(thing, acting(request)):
        messages.success(request, _("Out of their sight: %(title)s.") % {"title": thing})
    return go(asked(request, reverse("client_portal", args=[pk])))


@require_POST
def portal_invite(request: HttpRequest, pk: int, contact: int) -> HttpResponse:
    client = client_for(acting(request), pk, "portal.mark")
    try:
        mail = invite(_person(client, contact), client, by=acting(request))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        words = _("A key is on its way to %(mail)s. It opens once, within three days.")
        messages.success(request, words % {"mail": mail})
    return go("client_portal", pk)


@require_POST
def portal_shut_out(request: HttpRequest, pk: int, contact: int) -> HttpResponse:
    """With `keep` they get no key at the door either, until one of us sends one."""
    client = client_for(acting(request), pk, "portal.mark")
    row = shut_out(_person(client, contact), client, by=acting(request), keep_out=request.POST.get("keep") == "yes")
    if row.kept_out:
        words = _("%(name)s is out, and comes in again only when one of us sends a key.")
    else:
        words = _("%(name)s is signed out everywhere, and can ask for a new key.")
    messages.success(request, words % {"name": row.name})
    return go("client_portal", pk)


def _person(client: Client, pk: int) -> Contact:
    person = Contact.objects.filter(pk=pk, client=client, deleted_at=None).first()
    if person is None:
        raise Http404(_("There is no such person at this client."))
    return person


def _named(request: HttpRequest) -> tuple[str, int]:
    number = request.POST.get("id", "")
    known = number.isascii() and number.isdigit() and len(number) < 19
    return request.POST.get("kind", ""), int(number) if known else 0
