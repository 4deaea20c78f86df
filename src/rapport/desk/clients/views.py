"""The clients page: twenty clients on one screen, in the order and by the filters one asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.agency.access import acting, may
from rapport.agency.models import Member, Role, Team
from rapport.catalogue.models import Service
from rapport.desk.clients.rows import rows_of
from rapport.desk.models import SavedView
from rapport.desk.onward import go
from rapport.desk.whereto import client_page
from rapport.journal import clock
from rapport.overview import lines
from rapport.overview.lines import Looking
from rapport.overview.models import ClientLine
from rapport.portfolio.models import Client, Industry, Status, Tag, Tier

MOST_VIEWS = 20
CHOICES = 300  # of one filter, by name

VIEWS: dict[str, str | Promise] = {
    "all": gettext_lazy("Whole team"),
    "mine": gettext_lazy("Mine"),
    "first": gettext_lazy("They called first"),
    "late": gettext_lazy("Word late"),
    "prospects": gettext_lazy("Prospects"),
    "gone": gettext_lazy("Gone"),
}
SORTS: dict[str, str | Promise] = {
    "word": gettext_lazy("who needs a word most"),
    "name": gettext_lazy("name"),
    "keeper": gettext_lazy("keeper"),
    "last": gettext_lazy("longest without a word"),
    "-last": gettext_lazy("latest word"),
    "-fee": gettext_lazy("fee"),
    "tier": gettext_lazy("tier"),
    "-open": gettext_lazy("open items"),
}
FILTERS: dict[str, str | Promise] = {
    "keeper": gettext_lazy("Keeper"),
    "team": gettext_lazy("Team"),
    "tier": gettext_lazy("Tier"),
    "status": gettext_lazy("Status"),
    "industry": gettext_lazy("Industry"),
    "service": gettext_lazy("Service"),
    "tag": gettext_lazy("Tag"),
}


def clients(request: HttpRequest) -> HttpResponse:
    member, today = acting(request), clock.today()
    look = lines.looking(request.GET, member)
    among = lines.seen_by(member)
    page = lines.page(member, look, today, among=among)
    known = lines.head(member, today, look, _names(look), among=among)
    services = {service.key: service.name for service in Service.objects.all()}
    context = {
        "look": look,
        "rows": rows_of(page.rows, today, services, client_page(Client(pk=0))),
        "page": page,
        "found": known["found"],
        "cap": lines.CAP,
        "tabs": _tabs(member, look, known),
        "own_views": _own_views(member, look),
        "in_force": _in_force(look, known, services),
        "filters": {name: label for name, label in FILTERS.items() if name != "team" or _sees_teams(member)},
        "here": {"tier": Tier.choices, "status": Status.choices, "service": list(services.items())},
        "sorts": {key: label for key, label in SORTS.items() if key != "-fee" or lines.sees_money(member)},
        "sorted_by": SORTS.get(look.sort) or SORTS.get(look.key) or SORTS["-" + look.key],
        "may_export": may(member, "clients.export"),
        "may_hand_over": may(member, "client.hand_over"),
        "may_take_on": may(member, "client.take_on"),
        "money": lines.sees_money(member),
    }
    return render(request, "desk/clients/clients.html", context)


def filters(request: HttpRequest) -> HttpResponse:
    """What a filter can be set to: one filter's choices for its menu, all of them as a page of their own."""
    member = acting(request)
    look = lines.looking(request.GET, member)
    one = request.GET.get("by", "")
    names = [one] if one in FILTERS else [name for name in FILTERS if name != "team" or _sees_teams(member)]
    context = {
        "look": look,
        "filters": [(name, FILTERS[name], _choices(name, member)) for name in names],
        "sorts": SORTS,
    }
    template = "choices" if one in FILTERS and request.headers.get("HX-Request") else "filters"
    return render(request, f"desk/clients/{template}.html", context)


def view_new(request: HttpRequest) -> HttpResponse:
    """Keep the present way of looking under a name of one's own."""
    member = acting(request)
    look = lines.looking(QueryDict(request.POST.get("query", "")[:2000]), member)
    name, query = " ".join(request.POST.get("name", "").split())[:60], look.query()
    back = reverse("clients") + (f"?{query}" if query else "")
    if request.method != "POST":
        return go("clients")
    if not name:
        messages.error(request, _("A view needs a name. Nothing was saved."))
    elif len(query) > 500:
        messages.error(request, _("These are too many filters for one view. Take some away and save it again."))
    elif SavedView.objects.filter(member=member).count() >= MOST_VIEWS:
        messages.error(request, _("You have %(number)s views already. Delete one first.") % {"number": MOST_VIEWS})
    else:
        try:
            with transaction.atomic():
                SavedView.objects.create(member=member, name=name, query=query)
            messages.success(request, _("The view “%(name)s” is saved.") % {"name": name})
        except IntegrityError:
            messages.error(request, _("You have a view of that name already. Choose another name."))
    return go(back)


def view_delete(request: HttpRequest, pk: int) -> HttpResponse:
    view = get_object_or_404(SavedView, pk=pk, member=acting(request))
    if request.method == "POST":
        view.delete()
        messages.success(request, _("The view “%(name)s” is deleted.") % {"name": view.name})
    return go("clients")


def _tabs(member: Member, look: Looking, known: Mapping[str, Any]) -> list[tuple[str, str, int, bool]]:
    """The shipped views: label, query, count, whether it is the one looked at."""
    wide = member.is_(Role.HEAD, Role.FINANCE)
    named = {**VIEWS, "all": VIEWS["all"] if wide else _("All of mine")}
    plain = look.filters == {}
    shown = [key for key in named if key in ("all", "late") or known[f"in_{key}"] or look.view == key]
    return [
        (str(named[key]), Looking(view=key).query(), known[f"in_{key}"], look.view == key and plain) for key in shown
    ]


def _own_views(member: Member, look: Looking) -> list[tuple[SavedView, bool]]:
    here = look.query()
    return [(view, view.query == here) for view in SavedView.objects.filter(member=member)]


def _names(look: Looking) -> dict[str, QuerySet[Any]]:
    """For each filter in force whose value is an id: where its name stands."""
    nouns = {"keeper": Member, "team": Team, "industry": Industry, "tag": Tag}
    return {
        f"{name}_{value}": noun._default_manager.filter(pk=value).order_by().values("name")
        for name, noun in nouns.items()
        for value in look.filters.get(name, ())
    }


def _in_force(look: Looking, known: Mapping[str, Any], services: Mapping[str, str]) -> list[tuple[str, str]]:
    """Chips of the filters in force: label, and the query without it."""
    labels: dict[str, Callable[[str], str]] = {
        "tier": lambda value: value,
        "status": lambda value: str(Status(value).label),
        "service": lambda value: services.get(value, value),
    }
    return [
        (
            _("%(filter)s: %(value)s")
            % {
                "filter": FILTERS[name],
                "value": labels[name](value) if name in labels else known[f"{name}_{value}"] or _("unknown"),
            },
            look.without_filter(name, value),
        )
        for name in FILTERS
        for value in look.filters.get(name, ())
    ]


def _choices(name: str, member: Member) -> list[tuple[str, str]]:
    """Values of a filter, of what the member may see."""
    match name:
        case "tier":
            return [(value, str(label)) for value, label in Tier.choices]
        case "status":
            return [(value, str(label)) for value, label in Status.choices]
        case "service":
            return [(service.key, service.name) for service in Service.objects.all()]
    seen = ClientLine.objects.visible_to(member)
    if name == "tag":
        tagged = Client.tags.through.objects.filter(client__in=seen.values("client")).values("tag")
        rows: QuerySet[Any] = Tag.objects.filter(pk__in=tagged)
    else:
        nouns: dict[str, Any] = {"keeper": Member, "team": Team, "industry": Industry}
        if name not in nouns:
            raise Http404
        rows = nouns[name].objects.filter(Exists(seen.filter(**{name: OuterRef("pk")})))
    return [(str(pk), label) for pk, label in rows.values_list("pk", "name")[:CHOICES]]


def _sees_teams(member: Member) -> bool:
    return member.is_(Role.FINANCE) or (member.is_(Role.HEAD) and member.team_id is None)
