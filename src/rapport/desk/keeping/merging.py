"""Merges two clients into one, and takes that back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.agency.access import acting
from rapport.desk.keeping.forms import MergeForm
from rapport.desk.signing import SigningForm, collision
from rapport.desk.whereto import about, client_page
from rapport.portfolio.access import client_for
from rapport.portfolio.exclusivity import Collides
from rapport.portfolio.merge import merge, unmerge
from rapport.portfolio.models import Client, Merge
from rapport.reckon.folding import fold

SHOWN = 20


def client_merge(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "client.merge")
    form = MergeForm(request.POST if request.method == "POST" else None)
    others = Client.objects.here().visible_to(member).exclude(pk=client.pk).order_by("folded")
    form.fields["other"].queryset = others  # type: ignore[attr-defined]
    form.speak_plainly()
    if form.is_valid():
        gone = client_for(member, form.cleaned_data["other"].pk, "client.merge")
        try:
            merge(client, gone, by=member)
        except Collides as collides:
            form.add_error(
                "other", "; ".join(_("%(rival)s holds this industry.") % {"rival": r.name} for r in collides.rivals)
            )
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("%(gone)s is part of %(kept)s now.") % {"gone": gone.name, "kept": client.name})
            return redirect(client_page(client))
    done = client.merges.filter(undone_at=None).select_related("gone", "by").order_by("-at")
    wanted = request.GET.get("q", client.name.split(" ")[0])[:160]
    context = about(client, form=form, merges=done, q=wanted, candidates=_found(others, wanted, request))
    return render(request, "desk/keeping/client_merge.html", context, status=422 if form.errors else 200)


@require_POST
def client_unmerge(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "client.merge")
    done = Merge.objects.filter(kept=client, pk=_number(request.POST.get("merge"))).select_related("gone").first()
    if done is None:
        raise Http404(_("There is no such merge."))
    signing, taken = SigningForm.read(request), None
    if signing.is_valid():
        try:
            gone = unmerge(done, by=member, exception=signing.signature(request))
        except Collides as collides:
            taken = collides
        except ValidationError as refusal:
            signing.say(refusal)
        else:
            messages.success(request, _("%(gone)s is a client of its own again.") % {"gone": gone.name})
            return redirect(reverse("client_merge", args=[client.pk]))
    context = about(client, done=done, **collision(request, taken, signing))
    return render(request, "desk/keeping/client_unmerge.html", context, status=422)


def _found(others: QuerySet[Client], wanted: str, request: HttpRequest) -> list[Client]:
    """Those whose name holds what was typed; the one chosen before stays among them."""
    names = Q(folded__contains=fold(wanted)) if fold(wanted) else Q(pk=None)
    return list(others.filter(names | Q(pk=_number(request.POST.get("other")))).select_related("industry")[:SHOWN])


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 18 else 0
