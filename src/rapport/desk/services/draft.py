"""The next edition of a service while it is written: every row with its form, what is wrong, publishing, discarding."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.agency.access import acting
from rapport.catalogue import rows
from rapport.catalogue.begin_draft import begin_draft
from rapport.catalogue.change_draft import add_row, change_row, describe, move_row, take_row_out
from rapport.catalogue.content import said
from rapport.catalogue.editions import newest, part_name
from rapport.catalogue.models import Draft, Service
from rapport.catalogue.publish_draft import discard_draft, publish_draft
from rapport.desk import two_editors
from rapport.desk.onward import go
from rapport.desk.services.row_forms import DescriptionForm, PublishForm, RowForm
from rapport.desk.services.service import changes
from rapport.desk.services.told import kind_words, lacking, part_words
from rapport.journal.models import Entry
from rapport.reckon.differences import differences
from rapport.reckon.playbook import problems


def draft(request: HttpRequest, pk: int) -> HttpResponse:
    service = get_object_or_404(Service, pk=pk)
    if request.method == "POST":
        begin_draft(service, by=acting(request))
        return go(reverse("draft", args=[pk]))
    standing = Draft.objects.select_related("changed_by", "service").filter(service=service).first()
    if standing is None:
        return render(request, "desk/services/no_draft.html", {"service": service, "newest": newest(service)})
    return _draw(request, standing, PublishForm(initial={"version": standing.version}))


@require_POST
def draft_publish(request: HttpRequest, pk: int) -> HttpResponse:
    standing = _draft(pk)
    form = PublishForm(request.POST)
    if form.is_valid():
        try:
            made = publish_draft(standing, by=acting(request), **form.cleaned_data)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(
                request,
                _("Edition %(number)s of %(service)s is published. What runs already keeps its own.")
                % {"number": made.number, "service": standing.service.name},
            )
            return go(reverse("service", args=[pk]))
    standing.refresh_from_db()
    form.data = {**form.data.dict(), "version": str(standing.version)}  # type: ignore[attr-defined]
    return _draw(request, standing, form, status=422)


@require_POST
def draft_discard(request: HttpRequest, pk: int) -> HttpResponse:
    standing = _draft(pk)
    try:
        discard_draft(standing, by=acting(request), version=_number(request.POST.get("version", "")))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return go(reverse("draft", args=[pk]))
    messages.success(request, _("The draft is discarded."))
    return go(reverse("service", args=[pk]))


def draft_description(request: HttpRequest, pk: int) -> HttpResponse:
    standing = _draft(pk)
    now = dict(standing.content.get("description") or {})
    form = DescriptionForm(request.POST if request.method == "POST" else None, text=now)
    if form.is_valid():
        seen = form.cleaned_data["version"] or 0
        current = {name: form.initial[name] for name in form.values()}
        values = two_editors.chosen(form.values(), current, request.POST)
        text = {name.removeprefix("text_"): words.strip() for name, words in values.items() if words.strip()}
        try:
            describe(standing, text, by=acting(request), seen=seen)
        except rows.RowChanged:
            return _both(request, standing, form, form.values(), current, mark=rows.mark(now))
        return _saved(request, standing, "description")
    context = {"service": standing.service, "form": form}
    return render(request, "desk/services/description.html", context, status=422 if form.errors else 200)


def draft_row_new(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    standing = _draft(pk)
    _part(part)
    form = RowForm(request.POST if request.method == "POST" else None, part=part, content=standing.content)
    if form.is_valid():
        if len(rows.rows_of(standing.content, part)) >= rows.MOST:
            form.add_error(None, _("At most %(limit)s fit here.") % {"limit": rows.MOST})
        else:
            row = form.made(form.values())
            add_row(standing, part, row, by=acting(request), words=_english(part, row))
            return _saved(request, standing, part)
    return _form(request, standing, form, None)


def draft_row(request: HttpRequest, pk: int, part: str, row: str) -> HttpResponse:
    standing = _draft(pk)
    now = _row(standing, part, row)
    form = RowForm(request.POST if request.method == "POST" else None, part=part, content=standing.content, row=now)
    if form.is_valid():
        seen = form.cleaned_data["version"] or 0
        current = {name: form.initial.get(name) for name in form.values()}
        values = two_editors.chosen(form.values(), current, request.POST)
        try:
            change_row(standing, part, row, form.made(values), by=acting(request), seen=seen)
        except rows.RowChanged:
            return _both(request, standing, form, form.values(), current, mark=rows.mark(now))
        return _saved(request, standing, part)
    return _form(request, standing, form, row)


@require_POST
def draft_row_move(request: HttpRequest, pk: int, part: str, row: str) -> HttpResponse:
    standing = _draft(pk)
    _row(standing, part, row)
    step = -1 if request.POST.get("to") == "up" else 1
    try:
        move_row(standing, part, row, step, by=acting(request), seen=_number(request.POST.get("seen", "")))
    except rows.RowChanged:
        _changed_meanwhile(request)
    return go(f"{reverse('draft', args=[pk])}#{part}")


@require_POST
def draft_row_remove(request: HttpRequest, pk: int, part: str, row: str) -> HttpResponse:
    standing = _draft(pk)
    _row(standing, part, row)
    try:
        take_row_out(standing, part, row, by=acting(request), seen=_number(request.POST.get("seen", "")))
    except rows.RowChanged:
        _changed_meanwhile(request)
    else:
        messages.success(request, _("Taken out of the draft; the published edition still has it."))
    return go(f"{reverse('draft', args=[pk])}#{part}")


def _draw(request: HttpRequest, draft: Draft, form: PublishForm, status: int = 200) -> HttpResponse:
    before = newest(draft.service)
    wrong: dict[tuple[str, str], list[Any]] = {}
    for one in problems(draft.content):
        wrong.setdefault((one.part, one.row), []).append(one.why)
    context = {
        "service": draft.service, "draft": draft, "form": form, "said": said, "newest": before,
        "parts": [(part, part_name(part), _rows(draft.content, part, wrong)) for part in rows.PARTS],
        "wrong": wrong, "wrongs": sum(len(whys) for whys in wrong.values()),
        "changes": changes(differences(before.content if before else {}, draft.content)),
        "description": draft.content.get("description") or {},
    }  # fmt: skip
    return render(request, "desk/services/draft.html", context, status=status)


def _rows(content: dict[str, Any], part: str, wrong: dict[tuple[str, str], list[Any]]) -> list[dict[str, Any]]:
    found = []
    for place, row in enumerate(rows.rows_of(content, part)):
        name = str(place) if part in rows.LISTED else str(row.get("key"))
        found.append(
            {
                "name": name,
                "words": said(rows.title_of(part, row)),
                "meta": _meta(part, row),
                "seen": rows.mark(row),
                "wrong": wrong.get((part, name), []),
                "lacking": lacking(row) if part not in ("folders", "checklist") else lacking({"row": row}),
            }
        )
    return found


def _meta(part: str, row: Any) -> str:
    match part:
        case "questionnaire" | "brief":
            words = [kind_words(row.get("kind") or "line"), _("must be answered") if row.get("required") else ""]
            return " · ".join(word for word in [*words, _("conditional") if row.get("when") else ""] if word)
        case "tasks":
            return part_words(row.get("part") or "specialist")
        case "glossary":
            return said(row.get("plain") or {})
        case "metrics":
            return str(row.get("unit") or "")
        case "accesses":
            return said(row.get("level") or {})
    return ""


def _english(part: str, row: Any) -> str:
    return str(rows.title_of(part, row).get("en", ""))


def _form(request: HttpRequest, draft: Draft, form: RowForm, row: str | None) -> HttpResponse:
    context = {
        "service": draft.service,
        "form": form,
        "part": form.part,
        "part_words": part_name(form.part),
        "row": row,
    }
    return render(request, "desk/services/row.html", context, status=422 if form.errors else 200)


def _both(
    request: HttpRequest, draft: Draft, form: Any, mine: dict[str, Any], now: dict[str, Any], *, mark: int
) -> HttpResponse:
    """The second of two editors sees both versions, field by field."""
    about = Entry.objects.filter(name="service.draft_changed", about_id=draft.service_id).select_related("by")
    entries = list(about.order_by("-id")[:1])
    both = two_editors.conflict(form, mine, now, entries=entries, version=mark)
    return render(
        request, "desk/two_editors.html", {**both, "back": reverse("draft", args=[draft.service_id])}, status=409
    )


def _saved(request: HttpRequest, draft: Draft, part: str) -> HttpResponse:
    messages.success(request, _("Saved in the draft; it counts when it is published."))
    return go(f"{reverse('draft', args=[draft.service_id])}#{part}")


def _changed_meanwhile(request: HttpRequest) -> None:
    messages.error(request, _("Somebody changed this line meanwhile. Look at it once more."))


def _draft(pk: int) -> Draft:
    found = Draft.objects.select_related("service", "changed_by").filter(service=pk).first()
    if found is None:
        raise Http404(_("There is no draft of this service."))
    return found


def _part(part: str) -> str:
    if part not in rows.PARTS:
        raise Http404(_("There is no such part."))
    return part


def _row(draft: Draft, part: str, name: str) -> Any:
    found = rows.row_named(draft.content, _part(part), name)
    if found is None:
        raise Http404(_("This line is not in the draft any more."))
    return found


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
