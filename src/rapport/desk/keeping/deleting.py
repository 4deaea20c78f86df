"""Deletes a client softly, lists the deleted ones and brings them back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.agency.access import acting
from rapport.desk.keeping.forms import DeleteForm
from rapport.desk.signing import SigningForm, collision
from rapport.desk.whereto import about, client_page
from rapport.journal.models import Entry
from rapport.portfolio.access import client_for, deleted_client_for
from rapport.portfolio.delete import delete, restore
from rapport.portfolio.exclusivity import Collides
from rapport.portfolio.models import Client, Merge

SHOWN = 200


def client_delete(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "client.delete")
    form = DeleteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        delete(client, by=member, reason=form.cleaned_data["reason"])
        messages.success(
            request, _("%(client)s is deleted.") % {"client": client.name},
            extra_tags=reverse("client_restore", args=[client.pk]),
        )  # fmt: skip
        return redirect("clients_deleted")
    return render(
        request, "desk/keeping/client_delete.html", about(client, form=form), status=422 if form.errors else 200
    )


def clients_deleted(request: HttpRequest) -> HttpResponse:
    member = acting(request)
    rows = Client.objects.exclude(deleted_at=None).filter(merged_into=None).visible_to(member)
    clients = [
        c for c in rows.select_related("team").order_by("-deleted_at")[:SHOWN] if "head" in c.standing_of(member)
    ]
    said = {
        entry.client_id: entry
        for entry in Entry.objects.filter(name="client.deleted", client_id__in=[c.pk for c in clients])
        .select_related("by")
        .order_by("id")
    }
    kept = Client.objects.here().visible_to(member)
    merges = Merge.objects.filter(undone_at=None, kept__in=kept).select_related("kept", "gone", "by").order_by("-at")
    context = {"clients": [(c, said.get(c.pk)) for c in clients], "merges": merges[:SHOWN]}
    return render(request, "desk/keeping/clients_deleted.html", context)


@require_POST
def client_restore(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = deleted_client_for(member, pk)
    signing, taken = SigningForm.read(request), None
    if signing.is_valid():
        try:
            restore(client, by=member, exception=signing.signature(request))
        except Collides as collides:
            taken = collides
        except ValidationError as refusal:
            signing.say(refusal)
        else:
            messages.success(request, _("%(client)s is back.") % {"client": client.name})
            return redirect(client_page(client))
    context = {"client": client, **collision(request, taken, signing)}
    return render(request, "desk/keeping/client_restore.html", context, status=422)
