"""Hands a client over, and lets somebody stand in; who had it, from when until when, stands below the forms."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from rapport.agency.access import acting, may
from rapport.agency.models import Agency, Member
from rapport.desk.keeping.forms import CoverForm, HandOverForm
from rapport.desk.keeping.showing import history_of
from rapport.desk.whereto import about, after_deed
from rapport.journal import clock
from rapport.portfolio import facts, load
from rapport.portfolio.access import client_for
from rapport.portfolio.hand_over import cover, end_cover, hand_over
from rapport.portfolio.models import HELD, Client, Engagement, Keeper
from rapport.reckon.workload import LoadVerdict
from rapport.ui.formats import number


def client_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    member, agency = acting(request), Agency.ours()
    client = client_for(member, pk, "client.hand_over")
    keeping = facts.keeping([client.pk]).get(client.pk, facts.Keeping())
    form = HandOverForm(
        request.POST if request.method == "POST" else None, agency=agency,
        initial={"keeper": keeping.keeper, "deputy": keeping.deputy},
    )  # fmt: skip
    full = None
    if form.is_valid():
        words = form.cleaned_data
        full = _full(client, keeping, words, agency)
        if full is None:
            try:
                given = hand_over(client, by=member, keeper=words["keeper"], deputy=words["deputy"], note=words["note"])
            except ValidationError as refusal:
                form.say(refusal)
            else:
                done = _("%(client)s is with %(keeper)s now.") if given else _("Nothing has changed for %(client)s.")
                messages.success(request, done % {"client": client.name, "keeper": words["keeper"].name})
                return redirect(after_deed(member, client))
    seen = form.cleaned_data["keeper"].pk if full else request.POST.get("load_seen", "")
    context = about(client, form=form, full=full, load_seen=seen, history=history_of(client))
    return render(request, "desk/keeping/client_hand_over.html", context, status=422 if form.errors or full else 200)


def client_cover(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "client.hand_over")
    keeper = client.keepers.filter(part=Keeper.Part.KEEPER, until=None).select_related("member").first()
    form = CoverForm(request.POST if request.method == "POST" else None, keeper=keeper.member if keeper else None)
    if form.is_valid():
        words = form.cleaned_data
        clients = [client]
        if keeper and words.get("all_clients"):
            clients += _others_of(keeper.member, client, member)
        try:
            covered = _cover_all(clients, words, by=member)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(
                request,
                ngettext("%(name)s covers %(num)s client.", "%(name)s covers %(num)s clients.", covered)
                % {"name": words["member"].name, "num": number(covered)},
            )
            return redirect(reverse("client_cover", args=[client.pk]))
    covers = client.keepers.filter(part=Keeper.Part.COVER, until__gte=clock.today()).select_related("member")
    context = about(client, form=form, covers=covers.order_by("since"), keeper=keeper, history=history_of(client))
    return render(request, "desk/keeping/client_cover.html", context, status=422 if form.errors else 200)


@require_POST
def client_cover_end(request: HttpRequest, pk: int, keeper: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "client.hand_over")
    given = client.keepers.filter(part=Keeper.Part.COVER, pk=keeper).select_related("client", "member").first()
    if given is None:
        raise Http404(_("There is no such cover."))
    end_cover(given, by=member)
    messages.success(request, _("%(name)s covers no more.") % {"name": given.member.name})
    return redirect(after_deed(member, client))


def _full(client: Client, keeping: facts.Keeping, words: dict[str, Any], agency: Agency) -> LoadVerdict | None:
    keeper: Member = words["keeper"]
    if client.status not in HELD or keeper.pk == keeping.keeper or words["load_seen"] == str(keeper.pk):
        return None
    running = Engagement.objects.current().filter(client=client).count()
    verdict = load.with_one_more(keeper, client.tier, running, agency)
    return verdict if verdict.over else None


def _others_of(keeper: Member, client: Client, member: Member) -> list[Client]:
    """The keeper's other clients that the acting member may hand over."""
    kept = Keeper.objects.current().filter(member=keeper, part=Keeper.Part.KEEPER).exclude(client=client)
    rows = Client.objects.here().visible_to(member).filter(pk__in=kept.values("client"))
    return [row for row in rows if may(member, "client.hand_over", row.standing_of(member))]


def _cover_all(clients: list[Client], words: dict[str, Any], *, by: Member) -> int:
    """All or none."""
    with transaction.atomic():
        for client in clients:
            cover(client, by=by, member=words["member"], first=words["first"], last=words["last"], note=words["note"])
    return len(clients)
