"""Takes on a client in one form; a taken industry and a full keeper are said before anything is saved."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rapport.agency.access import acting
from rapport.agency.models import Agency, Member
from rapport.desk.signing import SigningForm, collision
from rapport.desk.take_on.forms import NewClientForm
from rapport.desk.whereto import after_deed
from rapport.journal import clock
from rapport.portfolio import load
from rapport.portfolio.change import FIELDS
from rapport.portfolio.exclusivity import Collides, Signature
from rapport.portfolio.models import HELD, Client, Industry
from rapport.portfolio.take_on import take_on
from rapport.reckon.workload import LoadVerdict


def client_new(request: HttpRequest) -> HttpResponse:
    member, agency = acting(request), Agency.ours()
    form = NewClientForm(request.POST if request.method == "POST" else None, by=member, agency=agency)
    signing = SigningForm.read(request)
    taken, full = None, None
    if request.method == "POST" and form.is_valid() and signing.is_valid():
        full = _full(form, agency)
        if full is None:
            try:
                client = _take_on(form, by=member, signed=signing.signature(request))
            except Collides as collides:
                taken = collides
            except ValidationError as refusal:
                form.say(refusal)
            else:
                messages.success(request, _("%(client)s is taken on.") % {"client": client.name})
                return redirect(after_deed(member, client))
    context = {
        "form": form,
        "full": full,
        "load_seen": form.cleaned_data["keeper"].pk if full else request.POST.get("load_seen", ""),
        "industries": Industry.objects.values_list("name", flat=True)[:1000],
        "zones": sorted(clock.ZONES),
        **collision(request, taken, signing),
    }
    stopped = bool(form.errors or signing.errors or taken or full)
    return render(request, "desk/take_on/client_new.html", context, status=422 if stopped else 200)


def _full(form: NewClientForm, agency: Agency) -> LoadVerdict | None:
    """The keeper's load when this client passes the cap and nobody has been told yet."""
    words: dict[str, Any] = form.cleaned_data
    if words["status"] not in HELD or words["load_seen"] == str(words["keeper"].pk):
        return None
    verdict = load.with_one_more(words["keeper"], words["tier"], len(form.engagements(None)), agency)
    return verdict if verdict.over else None


def _take_on(form: NewClientForm, *, by: Member, signed: Signature | None) -> Client:
    words: dict[str, Any] = form.cleaned_data
    since = words["since"] or clock.today()
    with transaction.atomic():
        facts = {name: words[name] for name in FIELDS if name in words}
        client = Client(**{**facts, "industry": Industry.called(words["industry"]), "once": words["once"]})
        return take_on(
            client, by=by, keeper=words["keeper"], deputy=words["deputy"], engagements=form.engagements(since),
            tags=words["tags"], since=since, exception=signed,
        )  # fmt: skip
