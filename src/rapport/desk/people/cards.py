"""vCards of the people at a client: taken along as a file, and read from one after a look at what it would do."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from rapport.agency.access import acting
from rapport.agency.models import Member
from rapport.desk.fields import PlainForm
from rapport.desk.onward import go
from rapport.desk.whereto import about
from rapport.documents.keep import keep, path_of
from rapport.documents.models import Document
from rapport.portfolio.access import client_for
from rapport.portfolio.cards_in import Fate, cards_in, fates
from rapport.portfolio.cards_out import cards_out
from rapport.portfolio.models import Client
from rapport.reckon.vcards import LIMITS


class CardsForm(PlainForm):
    file = forms.FileField(
        label=gettext_lazy("vCard file (.vcf)"), allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".vcf,.vcard,text/vcard"}),
    )  # fmt: skip


@require_safe
def client_cards(request: HttpRequest, pk: int) -> HttpResponse:
    client = client_for(acting(request), pk)
    answer = HttpResponse(cards_out(client), content_type="text/vcard; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{slugify(client.name) or "people"}.vcf"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def client_cards_in(request: HttpRequest, pk: int) -> HttpResponse:
    """The file first; then what it would do, each card with a box; then it is done."""
    member = acting(request)
    client = client_for(member, pk, "client.change")
    kept = _kept(request, client, member)
    if kept is not None:
        return _write(request, client, member, kept)
    form = CardsForm(*((request.POST, request.FILES) if request.method == "POST" else (None, None)))
    listed: list[Fate] = []
    document: Document | None = None
    if form.is_valid():
        file = form.cleaned_data["file"]
        raw = file.read(LIMITS.size + 1)
        try:
            listed = fates(raw, client)
            document = keep(
                BytesIO(raw), name=file.name or "people.vcf", by=member, kind="text/vcard", client=client.pk
            )
        except ValidationError as refusal:
            form.say(refusal)
    context: dict[str, Any] = about(client, form=form, listed=listed, document=document)
    return render(request, "desk/people/cards.html", context, status=422 if form.errors else 200)


def _write(request: HttpRequest, client: Client, member: Member, document: Document) -> HttpResponse:
    chosen = {int(one) for one in request.POST.getlist("card") if one.isascii() and one.isdigit() and len(one) < 6}
    added, more = cards_in(path_of(document.digest).read_bytes(), client, by=member, chosen=chosen)
    told = [ngettext("%(num)s person is written down.", "%(num)s people are written down.", added) % {"num": added}]
    if more:
        words = ngettext("%(num)s has more addresses now.", "%(num)s have more addresses now.", more)
        told.append(words % {"num": more})
    messages.success(request, " ".join(told) if added or more else _("Nothing was chosen."))
    return go("client_people", client.pk)


def _kept(request: HttpRequest, client: Client, member: Member) -> Document | None:
    """The file that was looked at before, when it is theirs and of this client."""
    number = request.POST.get("document", "")
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        return None
    return Document.objects.filter(pk=int(number), by=member, client_id=client.pk, kind="text/vcard").first()
