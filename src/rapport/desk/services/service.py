"""What a service is: its newest edition in plain words, the playbook drawn, the editions and what each changed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rapport.agency.access import acting, may
from rapport.agency.models import Member
from rapport.catalogue.content import said
from rapport.catalogue.editions import part_name
from rapport.catalogue.models import Draft, Edition, Service
from rapport.desk.services.told import days_in_words, lacking_words, told
from rapport.portfolio import facts
from rapport.reckon.differences import Difference, differences

SHOWN = 30


def service(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    one = get_object_or_404(Service, pk=pk)
    editions = list(one.editions.select_related("made_by").defer("content")[:SHOWN])
    newest = one.editions.order_by("-number").first() if editions else None
    context = {
        **shown(one, newest.content if newest else {}, member),
        "newest": editions[0] if editions else None,
        "editions": editions,
        "clients": facts.clients_per_service().get(one.pk, 0),
        "draft": Draft.objects.select_related("changed_by").filter(service=one).first(),
    }
    return render(request, "desk/services/service.html", context)


def edition(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    member = acting(request)
    one = get_object_or_404(Service, pk=pk)
    found = Edition.objects.select_related("made_by").filter(service=one, number=number).first()
    if found is None:
        raise Http404(_("There is no such edition."))
    before = Edition.objects.filter(service=one, number__lt=number).order_by("-number").first()
    later = Edition.objects.filter(service=one, number__gt=number).order_by("number").values_list("number", flat=True)
    context = {
        **shown(one, found.content, member),
        "edition": found,
        "before": before,
        "later": later.first(),
        "changes": changes(differences(before.content, found.content)) if before else [],
    }
    return render(request, "desk/services/edition.html", context)


def shown(service: Service, content: dict[str, Any], member: Member) -> dict[str, Any]:
    """What desk/services/content.html needs."""
    all_of = told(content)
    language = get_language() or "en"
    return {
        "service": service,
        "told": all_of,
        "said": said,
        "days_in_words": days_in_words,
        "not_here": lambda text: bool(text.get("en")) and not text.get(language),
        "lacking": lacking_words(all_of.lacking, dict(settings.LANGUAGES).get(language, language))
        if all_of.lacking
        else "",
        "may_change": may(member, "catalogue.change"),
    }


def changes(found: tuple[Difference, ...]) -> list[tuple[str, list[Difference]]]:
    """What is different, by the part it stands in."""
    parts: dict[str, list[Difference]] = {}
    for one in found:
        parts.setdefault(one.part, []).append(one)
    return [(part_name(part), rows) for part, rows in parts.items()]
