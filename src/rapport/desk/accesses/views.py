"""The access register of a client: what we need, have and had; and one access with its way and its drop."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from rapport.agency.access import acting, may
from rapport.agency.models import Member
from rapport.desk.accesses.forms import AccessForm, DropForm, FactsForm, StateForm
from rapport.desk.client.head import head_of
from rapport.desk.onward import asked, go
from rapport.desk.whereto import about
from rapport.links.models import Link
from rapport.onboarding.accesses import facts
from rapport.onboarding.accesses.access import access_for
from rapport.onboarding.accesses.change import change
from rapport.onboarding.accesses.lock import Stale
from rapport.onboarding.accesses.models import Access, AccessStep, Drop
from rapport.onboarding.accesses.move_on import OWN, move_on
from rapport.onboarding.accesses.note import note
from rapport.onboarding.accesses.remind import judge
from rapport.portfolio.access import client_for
from rapport.reckon.accesses import HELD, MOVES

TONES = {"given": "accent", "tested": "good", "sought": "warn", "asked": "warn", "revoked": ""}
SHOWN_DROPS = 5


def client_accesses(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "access.see")
    register = facts.register(client.pk)
    drops = Drop.objects.filter(access__client=client, ended_at=None).select_related("for_member")
    context = {
        **head_of(client, member, "beginning"),
        "parts": [
            (_("What we need"), register["open"]),
            (_("What we have"), register["held"]),
            (_("What is over"), register["over"]),
        ],
        "any": any(register.values()),
        "held": len(register["held"]),
        "care": {access.pk: found for access in register["held"] if (found := judge(access))},
        "drops": {drop.access_id: drop for drop in drops},
        "tones": TONES,
        "may_keep": may(member, "access.keep", client.standing),
    }
    return render(request, "desk/accesses/client_accesses.html", context)


def access_new(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "access.keep")
    form = AccessForm(request.POST if request.method == "POST" else None, client=client)
    if form.is_valid():
        once = form.cleaned_data["once"]
        try:
            note(client, by=member, once=f"form:{once}" if once else None, **form.values())
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("The access stands in the register."))
            return go(asked(request, reverse("client_accesses", args=[pk])))
    context = about(client, form=form)
    return render(request, "desk/accesses/access_new.html", context, status=422 if form.errors else 200)


def access(request: HttpRequest, pk: int) -> HttpResponse:
    return draw(request, access_for(acting(request), pk))


@require_POST
def access_change(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_for(acting(request), pk, "access.keep")
    form = FactsForm.of(access, request.POST)
    if form.is_valid():
        try:
            change(access, by=acting(request), version=form.cleaned_data["version"], **form.values())
        except ValidationError as refusal:
            form.say(refusal)
        except Stale as stale:
            form.add_error(None, _("Somebody changed it meanwhile; look at how it stands now and choose again."))
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["version"] = str(stale.theirs.version)  # type: ignore[index]
            access = stale.theirs
        else:
            messages.success(request, _("Changed."))
            return go("access", pk)
    return draw(request, access, status=422, facts_form=form)


@require_POST
def access_state(request: HttpRequest, pk: int) -> HttpResponse:
    """One step on its way; whoever has the access says themselves whether it works."""
    member = acting(request)
    access = access_for(member, pk)
    form = StateForm(request.POST)
    if form.is_valid():
        try:
            moved = move_on(access, by=member, to=form.cleaned_data["to"], note=form.cleaned_data["note"])
        except ValidationError as refusal:
            form.say(refusal)
        else:
            state = moved.get_state_display()
            messages.success(request, _("%(system)s: %(state)s.") % {"system": moved.system, "state": state})
            return go(asked(request, reverse("access", args=[pk])))
    return draw(request, access, status=422, state_form=form)


def draw(request: HttpRequest, access: Access, *, refusal: str = "", status: int = 200, **forms: Any) -> HttpResponse:
    """One access with every deed on it; also the answer to one that was refused."""
    member = acting(request)
    may_keep = may(member, "access.keep", access.client.standing)
    drops = list(access.drops.select_related("for_member").order_by("-pk")[:SHOWN_DROPS])
    context = about(
        access.client,
        access=access,
        tone=TONES.get(access.state, ""),
        care=judge(access),
        steps=_steps(access),
        ways=_ways(access, member, may_keep),
        drops=[(drop, _stands(drop), drop.for_member_id == member.pk) for drop in drops],
        may_keep=may_keep,
        may_ask=(may_keep or may(member, "access.reveal", access.client.standing))
        and access.state not in (Access.State.REVOKED, Access.State.NOT_NEEDED),
        refusal=refusal,
        facts_form=FactsForm.of(access),
        state_form=StateForm(),
        drop_form=DropForm(
            client=access.client, only=None if may_keep else member,
            initial={"for_member": access.member_id or member.pk, "contact": access.contact_id},
        ),
    )  # fmt: skip
    return render(request, "desk/accesses/access.html", context | forms, status=status)


def _ways(access: Access, member: Member, may_keep: bool) -> list[tuple[str, str, str]]:
    """Where it may go from here: the state, the deed in words, its icon; the likeliest first."""
    deeds = {
        "wanted": (_("We need it after all"), "rotate-ccw"),
        "asked": (_("It does not work, ask again") if access.state in HELD else _("Asked for"), "send"),
        "sought": (_("Nobody knows it; being found"), "search"),
        "given": (_("It is given"), "key-round"),
        "tested": (_("It works"), "check"),
        "revoked": (pgettext("access", "Revoked"), "lock"),
        "not-needed": (_("Not needed"), "circle-slash"),
    }
    own = access.member_id == member.pk and access.state in HELD
    return [(to, *deeds[to]) for to in MOVES.get(access.state, ()) if may_keep or (own and to in OWN)]


def _steps(access: Access) -> list[tuple[AccessStep, str]]:
    labels = dict(Access.State.choices)
    return [(step, str(labels.get(step.state, step.state))) for step in access.history.select_related("by")]


def _stands(drop: Drop) -> str:
    """waiting for them, ready to be read, read, over."""
    if drop.revealed_at:
        return "read"
    if drop.ended_at:
        return "over"
    if drop.put_at:
        return "ready"
    link: Link | None = drop.link
    return "over" if link is None or link.revoked_at or link.used_at else "waiting"
