"""Changes what a client is: one form, with a rival and a second editor said on the same page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rapport.agency.access import acting
from rapport.agency.models import Member
from rapport.desk import two_editors
from rapport.desk.keeping.forms import ClientForm, written
from rapport.desk.signing import SigningForm, collision
from rapport.desk.whereto import about, client_page
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio.access import client_for
from rapport.portfolio.change import ChangedMeanwhile, change
from rapport.portfolio.exclusivity import Collides, Signature
from rapport.portfolio.models import Client, Industry


def client_change(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "client.change")
    form = ClientForm.of(client, request.POST if request.method == "POST" else None)
    signing = SigningForm.read(request)
    taken = None
    if request.method == "POST" and form.is_valid() and signing.is_valid():
        now = written(client)
        values = two_editors.chosen(form.cleaned_data, now, request.POST)
        try:
            _change(client, values, by=member, signed=signing.signature(request))
        except ChangedMeanwhile:
            return _both(request, client, form, now)
        except Collides as collides:
            taken = collides
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("%(client)s is saved.") % {"client": values["name"]})
            return redirect(client_page(client))
    context = about(
        client, form=form, industries=Industry.objects.values_list("name", flat=True)[:1000],
        zones=sorted(clock.ZONES), **collision(request, taken, signing),
    )  # fmt: skip
    stopped = bool(form.errors or signing.errors or taken)
    return render(request, "desk/keeping/client_change.html", context, status=422 if stopped else 200)


def _change(client: Client, values: dict[str, Any], *, by: Member, signed: Signature | None) -> None:
    with transaction.atomic():
        industry = Industry.called(values["industry"])
        facts = {name: value for name, value in values.items() if name not in ("version", "tags")}
        change(
            client, {**facts, "industry": industry}, by=by, version=values["version"] or 0, tags=values["tags"],
            exception=signed,
        )  # fmt: skip


def _both(request: HttpRequest, client: Client, form: ClientForm, now: dict[str, Any]) -> HttpResponse:
    fresh = Client.objects.select_related("industry").get(pk=client.pk)
    since = form.cleaned_data["version"] or 0
    entries = [
        entry
        for entry in Entry.objects.filter(name="client.changed", client_id=client.pk)
        .select_related("by")
        .order_by("id")
        if entry.data.get("version", 0) > since
    ]
    both = two_editors.conflict(form, form.cleaned_data, written(fresh), entries=entries, version=fresh.version)
    return render(request, "desk/two_editors.html", about(client, back=client_page(client), **both), status=409)
