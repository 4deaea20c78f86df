"""A secret on its one way: asked of a contact, revealed once to the member it is for, taken back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from rapport.agency.access import acting, may
from rapport.desk.accesses.forms import DropForm
from rapport.desk.accesses.views import draw
from rapport.desk.onward import go
from rapport.desk.whereto import about
from rapport.journal.sealed import Unsealable
from rapport.onboarding.accesses.access import access_for, drop_for
from rapport.onboarding.accesses.ask_for_secret import ask_for_secret
from rapport.onboarding.accesses.reveal import Gone, reveal
from rapport.onboarding.accesses.take_back import take_back


@require_POST
def drop_new(request: HttpRequest, pk: int) -> HttpResponse:
    """The keeper asks for anybody who works for the client, anybody else for themselves."""
    member = acting(request)
    access = access_for(member, pk, "access.reveal")
    only = None if may(member, "access.keep", access.client.standing) else member
    form = DropForm(request.POST, client=access.client, only=only)
    if form.is_valid():
        try:
            ask_for_secret(access, by=member, **form.cleaned_data)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            name = form.cleaned_data["contact"].name
            messages.success(request, _("%(name)s has a link by mail, for a week and for one use.") % {"name": name})
            return go("access", pk)
    return draw(request, access, status=422, drop_form=form)


@require_POST
@sensitive_variables("secret", "context")
def drop_reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """The one page on which the secret stands, once. Nothing keeps it: to load it again finds nothing."""
    drop = drop_for(acting(request), pk, "access.reveal")
    try:
        secret = reveal(drop, by=acting(request))
    except Gone:
        answer = render(request, "desk/accesses/drop_gone.html", about(drop.access.client, drop=drop), status=410)
    except Unsealable:
        words = _("The secret key of this house has changed, so it cannot be opened. Tell the administrator.")
        return draw(request, drop.access, refusal=words, status=409)
    else:
        context = about(drop.access.client, drop=drop, secret=secret)
        answer = render(request, "desk/accesses/drop.html", context)
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@require_POST
def drop_end(request: HttpRequest, pk: int) -> HttpResponse:
    drop = drop_for(acting(request), pk)
    if take_back(drop, by=acting(request)):
        messages.success(request, _("Taken back. The link opens nothing any more, and nothing is kept."))
    else:
        messages.error(request, _("It was over already."))
    return go("access", drop.access_id)
