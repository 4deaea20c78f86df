"""The library: what we say when they object, clear no's, phrases, books; services and words; finding, writing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.agency.access import acting, may
from rapport.catalogue.content import said
from rapport.catalogue.delete_saying import delete_saying, restore_saying
from rapport.catalogue.find import find_sayings, find_words
from rapport.catalogue.mark_helped import mark_helped, unmark_helped
from rapport.catalogue.models import Helped, Saying, Service
from rapport.catalogue.write_saying import SayingChanged, change_saying, write_saying
from rapport.delivery.conflicts.access import conflict_for
from rapport.delivery.conflicts.models import Conflict
from rapport.desk import two_editors
from rapport.desk.library.forms import SayingForm, as_deed, written
from rapport.desk.onward import go
from rapport.journal.models import Entry
from rapport.reckon.folding import fold

SHOWN, WORDS, LONGEST_SEARCH = 30, 60, 200
WORDS_KIND = "words"


def library(request: HttpRequest) -> HttpResponse:
    member = acting(request)
    asked = _asked(request)
    kind, service = asked["kind"], asked["service"]
    sayings: Any = None
    if kind != WORDS_KIND:
        found = find_sayings(asked["q"], kind=kind, service=service).select_related("service")
        sayings = Paginator(found, SHOWN).get_page(request.GET.get("page"))
    words = find_words(asked["q"], service=service) if kind == WORDS_KIND or (asked["q"] and not kind) else []
    services = list(Service.objects.filter(active=True))
    context = {
        **asked,
        "sayings": sayings,
        "words": words[:WORDS],
        "more_words": max(len(words) - WORDS, 0),
        "said": said,
        "services": services,
        "kinds": _kinds(asked),
        "query": lambda **other: _query({**asked, **other}),
        "may_write": may(member, "library.write"),
        "may_team": may(member, "conflict.team"),
    }
    return render(request, "desk/library/library.html", context)


def saying(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    one = _saying(pk)
    context = {
        "saying": one,
        "foreign": one.spoken != (get_language() or "en"),
        "helped": Helped.objects.filter(saying=one, member=member).exists(),
        "may_write": may(member, "library.write"),
    }
    return render(request, "desk/library/saying.html", context)


def saying_new(request: HttpRequest) -> HttpResponse:
    member = acting(request)
    taught = _taught_by(request)
    form = SayingForm(request.POST if request.method == "POST" else None, initial=_first(request, taught))
    if form.is_valid():
        if taught and taught.client and _names(taught.client.name, form.values()):
            form.add_error(None, _("Take the client’s name out first: everybody here reads the library."))
        else:
            once = form.cleaned_data["once"]
            try:
                made = write_saying(by=member, once=f"form:{once}" if once else None, **as_deed(form.values()))
            except ValidationError as refusal:
                form.say(refusal)
            else:
                undo = reverse("saying_delete", args=[made.pk])
                messages.success(request, _("It is in the library."), extra_tags=undo)
                return go(reverse("saying", args=[made.pk]))
    context = {"form": form, "taught": taught}
    return render(request, "desk/library/saying_form.html", context, status=422 if form.errors else 200)


def saying_change(request: HttpRequest, pk: int) -> HttpResponse:
    member, one = acting(request), _saying(pk)
    form = SayingForm.of(one, request.POST if request.method == "POST" else None)
    if form.is_valid():
        values = two_editors.chosen(form.values(), written(one), request.POST)
        try:
            change_saying(one, by=member, version=form.cleaned_data["version"] or 0, **as_deed(values))
        except SayingChanged as changed:
            return _both(request, changed.theirs, form)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("The page is saved."))
            return go(reverse("saying", args=[pk]))
    context = {"form": form, "saying": one, "taught": None}
    return render(request, "desk/library/saying_form.html", context, status=422 if form.errors else 200)


@require_POST
def saying_delete(request: HttpRequest, pk: int) -> HttpResponse:
    if delete_saying(_saying(pk, deleted=True), by=acting(request)):
        messages.success(request, _("Taken out of the library."), extra_tags=reverse("saying_restore", args=[pk]))
    return go(reverse("library"))


@require_POST
def saying_restore(request: HttpRequest, pk: int) -> HttpResponse:
    if restore_saying(_saying(pk, deleted=True), by=acting(request)):
        messages.success(request, _("The page is back in the library."))
    return go(reverse("saying", args=[pk]))


@require_POST
def saying_helped(request: HttpRequest, pk: int) -> HttpResponse:
    if mark_helped(_saying(pk), by=acting(request)):
        undo = reverse("saying_unhelped", args=[pk])
        messages.success(request, _("Good to know; it moves up in the library."), extra_tags=undo)
    return go(reverse("saying", args=[pk]))


@require_POST
def saying_unhelped(request: HttpRequest, pk: int) -> HttpResponse:
    unmark_helped(_saying(pk), by=acting(request))
    return go(reverse("saying", args=[pk]))


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What is looked for, by an allow-list."""
    kind, service = request.GET.get("kind", ""), request.GET.get("service", "")
    return {
        "q": " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST_SEARCH],
        "kind": kind if kind in (*Saying.Kind.values, WORDS_KIND) else "",
        "service": int(service) if service.isascii() and service.isdecimal() and len(service) < 10 else None,
    }


def _kinds(asked: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """The kinds as links, keeping the search."""
    plural = {
        "": _("All"), "objection": _("Objections"), "no": _("Clear no’s"), "phrase": _("How to say it"),
        "book": _("Books and courses"), WORDS_KIND: _("Words"),
    }  # fmt: skip
    return [(str(words), _query({**asked, "kind": kind}), asked["kind"] == kind) for kind, words in plural.items()]


def _query(asked: dict[str, Any]) -> str:
    values = {name: value for name, value in asked.items() if value not in ("", None)}
    return f"?{urlencode(values)}" if values else reverse("library")


def _taught_by(request: HttpRequest) -> Conflict | None:
    """The conflict whose lesson this page begins with, when the member may see it."""
    number = request.POST.get("lesson") or request.GET.get("lesson") or ""
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    return conflict_for(acting(request), int(number))


def _first(request: HttpRequest, taught: Conflict | None) -> dict[str, Any]:
    kind = request.GET.get("kind", "")
    first: dict[str, Any] = {"kind": kind if kind in Saying.Kind.values else Saying.Kind.OBJECTION}
    if taught is not None:
        first["kind"] = Saying.Kind.PHRASE
        first[f"text_{get_language() or 'en'}"] = taught.lesson
    return first


def _names(client: str, values: dict[str, Any]) -> bool:
    """Whether the words name the client, however it is written."""
    name = fold(client)
    return any(name in fold(value) for value in values.values() if isinstance(value, str))


def _both(request: HttpRequest, theirs: Saying, form: SayingForm) -> HttpResponse:
    seen = form.cleaned_data["version"] or 0
    rows = Entry.objects.filter(name="saying.changed", about_id=theirs.pk).select_related("by").order_by("id")
    entries = [entry for entry in rows if entry.data.get("version", 0) > seen]
    both = two_editors.conflict(form, form.values(), written(theirs), entries=entries, version=theirs.version)
    context = {**both, "back": reverse("saying", args=[theirs.pk])}
    return render(request, "desk/two_editors.html", context, status=409)


def _saying(pk: int, *, deleted: bool = False) -> Saying:
    rows = Saying.objects.select_related("service", "made_by")
    found = (rows if deleted else rows.filter(deleted_at=None)).filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such page in the library."))
    return found
