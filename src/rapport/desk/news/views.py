"""News written once: the list, one with whom it touches and who was told, writing and changing it."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from rapport.agency.access import acting, may
from rapport.agency.models import Member
from rapport.conversations.news import change as changing
from rapport.conversations.news.models import News, Told
from rapport.conversations.news.tell import tell, untell
from rapport.conversations.news.touched import told_of, touched, touched_by_each
from rapport.conversations.news.withdraw import bring_back, withdraw
from rapport.conversations.news.write import write
from rapport.desk import two_editors
from rapport.desk.news.forms import NewsForm, ToldForm, written
from rapport.desk.onward import go
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio import facts
from rapport.portfolio.change import ChangedMeanwhile
from rapport.portfolio.models import Client
from rapport.ui.countries import country

SHOWN, MOST = 100, 2000


def news(request: HttpRequest) -> HttpResponse:
    member = acting(request)
    rows = list(News.objects.filter(withdrawn_at=None).select_related("by")[:SHOWN])
    seen = _seen(member)
    found = touched_by_each(rows, seen)
    known = told_of(rows, seen.values_list("pk", flat=True))
    shown = [
        {"news": one, "touched": len(found[one.pk]), "untold": sum((one.pk, pk) not in known for pk in found[one.pk])}
        for one in rows
    ]
    context = {"rows": shown, "may_write": may(member, "news.write"), "day": clock.today()}
    return render(request, "desk/news/news.html", context)


def news_one(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _news(pk), ToldForm())


def news_new(request: HttpRequest) -> HttpResponse:
    form = NewsForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = write(by=acting(request), **form.values())
        except ValidationError as refusal:
            form.say(refusal)
        else:
            undo = reverse("news_withdraw", args=[made.pk])
            messages.success(request, _("The news is kept; the keepers of whom it touches see it."), extra_tags=undo)
            return go(reverse("news_one", args=[made.pk]))
    return render(request, "desk/news/news_form.html", {"form": form}, status=422 if form.errors else 200)


def news_change(request: HttpRequest, pk: int) -> HttpResponse:
    member, one = acting(request), _news(pk)
    form = NewsForm.of(one, request.POST if request.method == "POST" else None)
    if form.is_valid():
        values = two_editors.chosen(form.values(), written(one), request.POST)
        try:
            changing.change(one, values, by=member, version=form.cleaned_data["version"] or 0)
        except ChangedMeanwhile:
            return _both(request, one, form)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("The news is saved."))
            return go(reverse("news_one", args=[pk]))
    return render(request, "desk/news/news_form.html", {"form": form, "news": one}, status=422 if form.errors else 200)


@require_POST
def news_tell(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the chosen clients know; only those the member may log a word with."""
    member, one = acting(request), _news(pk)
    form = ToldForm(request.POST)
    if not form.is_valid():
        return _page(request, one, form, status=422)
    chosen = _may_tell(member, touched(one, _seen(member)).filter(pk__in=_numbers(request.POST.getlist("clients"))))
    if not chosen:
        messages.error(request, _("Choose at least one of your clients."))
        return go(reverse("news_one", args=[pk]))
    how = form.cleaned_data["how"]
    made = tell(
        one, chosen, by=member, channel=form.cleaned_data["channel"], asked_first=how == "asked",
        not_needed=how == "not",
    )  # fmt: skip
    words = ngettext("Noted for %(num)s client.", "Noted for %(num)s clients.", len(made)) % {"num": len(made)}
    messages.success(request, words)
    return go(reverse("news_one", args=[pk]))


@require_POST
def news_untell(request: HttpRequest, pk: int) -> HttpResponse:
    member, one = acting(request), _news(pk)
    number = _numbers([request.POST.get("client", "")])
    client = next(iter(_may_tell(member, _seen(member).filter(pk__in=number))), None)
    told = Told.objects.select_related("news", "touchpoint").filter(news=one, client=client).first() if client else None
    if told is None or client is None:
        messages.error(request, _("There was nothing left to take back."))
    else:
        untell(told, by=member, client=client)
        messages.success(request, _("%(client)s is not told after all.") % {"client": client.name})
    return go(reverse("news_one", args=[pk]))


@require_POST
def news_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    one = _news(pk)
    if withdraw(one, by=acting(request)):
        back = reverse("news_bring_back", args=[pk])
        messages.success(request, _("Withdrawn; nobody is asked to tell it."), extra_tags=back)
    return go(reverse("news"))


@require_POST
def news_bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    one = _news(pk)
    if bring_back(one, by=acting(request)):
        messages.success(request, _("The news is back."))
    return go(reverse("news_one", args=[pk]))


def _page(request: HttpRequest, one: News, form: ToldForm, status: int = 200) -> HttpResponse:
    member = acting(request)
    clients = list(touched(one, _seen(member)).order_by("folded", "pk")[:MOST])
    known = told_of([one], [client.pk for client in clients])
    keepers = facts.keeping([client.pk for client in clients])
    tellable = {client.pk for client in _may_tell(member, clients)}
    rows = [
        {
            "client": client,
            "told": known.get((one.pk, client.pk)),
            "keeper": keepers[client.pk].keeper_name if client.pk in keepers else "",
            "mine": client.pk in tellable,
            "own": "keeper" in client.standing,
        }
        for client in clients
    ]
    rows.sort(key=lambda row: row["told"] is not None)
    context = {
        "news": one, "rows": rows, "form": form, "may_write": may(member, "news.write"),
        "untold": sum(row["told"] is None for row in rows), "services": [s.name for s in one.services.all()],
        "countries": [country(code) for code in one.countries], "day": clock.today(),
        "may_tell": any(row["mine"] and row["told"] is None for row in rows),
    }  # fmt: skip
    return render(request, "desk/news/news_one.html", context, status=status)


def _both(request: HttpRequest, one: News, form: NewsForm) -> HttpResponse:
    rows = Entry.objects.filter(name="news.changed", about_id=one.pk).select_related("by").order_by("id")
    entries = [entry for entry in rows if entry.data.get("version", 0) > (form.cleaned_data["version"] or 0)]
    both = two_editors.conflict(form, form.values(), written(one), entries=entries, version=one.version)
    context = {**both, "back": reverse("news_one", args=[one.pk])}
    return render(request, "desk/two_editors.html", context, status=409)


def _news(pk: int) -> News:
    found = News.objects.select_related("by").filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such news."))
    return found


def _seen(member: Member) -> QuerySet[Client]:
    return Client.objects.here().visible_to(member)


def _may_tell(member: Member, clients: Iterable[Client]) -> list[Client]:
    """Those of the clients with whom the member may log a word; each knows the member's standing."""
    allowed = []
    for client in clients:
        client.standing = client.standing_of(member)
        if may(member, "touchpoint.log", client.standing):
            allowed.append(client)
    return allowed


def _numbers(texts: Iterable[str]) -> list[int]:
    return [int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 19][:MOST]
