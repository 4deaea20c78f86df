"""Files in: choose a file, say what its columns mean, try, keep, take back. A large file is done in the background."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.agency.access import acting, may
from rapport.agency.models import Member, Role
from rapport.catalogue.models import Service
from rapport.conversations.files import reader_of
from rapport.desk.files import read_by
from rapport.desk.imports.forms import FileForm, answers, choices_of_fields, meanings, twice_named
from rapport.intake.answer import answer
from rapport.intake.keep import ask_to_keep
from rapport.intake.models import Import, Row
from rapport.intake.receive import receive
from rapport.intake.rejects import as_csv
from rapport.intake.undo import ask_to_undo
from rapport.intake.work import ask_to_try, set_going
from rapport.portfolio.models import Client
from rapport.reckon.tables.fields import KINDS
from rapport.reckon.tables.recognise import SOURCES
from rapport.reckon.verdict import from_data
from rapport.ui.formats import say

_SHOWN = 50
_NAMES_AT_MOST = 1_000


def imports(request: HttpRequest) -> HttpResponse:
    member = acting(request)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_valid():
        uploaded = form.cleaned_data["file"]
        if not form.cleaned_data["source"] and may(member, "mailbox.keep"):
            reader = reader_of(uploaded, uploaded.name)
            if led := read_by(reader, uploaded, name=uploaded.name, by=member):
                return led
        taken = receive(uploaded.chunks(), uploaded.name, by=member, source=form.cleaned_data["source"])
        if taken.state != Import.State.REFUSED:
            set_going(taken)
        return redirect("import", taken.pk)
    listed = list(_seen_by(member).select_related("by").exclude(state=Import.State.REFUSED)[:_SHOWN])
    context = {"form": form, "imports": listed, "sources": SOURCES, "kinds": KINDS, "state": Import.State}
    return render(request, "desk/imports/imports.html", context, status=422 if form.errors else 200)


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """The import as it stands; while something is being done to it, the fragment that says how far."""
    of = _of(request, pk)
    if of.at_work:
        name = "desk/imports/at_work.html" if request.htmx else "desk/imports/running.html"  # type: ignore[attr-defined]
        return render(request, name, {"of": of, "percent": _share_done(of), "job": Import.Job})
    if request.htmx:  # type: ignore[attr-defined]
        answer_now = HttpResponse(status=204)
        answer_now["HX-Refresh"] = "true"
        return answer_now
    match of.state:
        case Import.State.REFUSED:
            return render(request, "desk/imports/refused.html", {"of": of, "form": FileForm()})
        case Import.State.TRIED:
            return render(request, "desk/imports/trial.html", _outcome(of))
        case Import.State.KEPT | Import.State.UNDONE:
            return render(request, "desk/imports/kept.html", _outcome(of))
        case _:
            return _columns(request, of)


def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """The meaning of each column; sent, the file is looked through and, where nothing is open, tried."""
    of = _of(request, pk)
    if request.method != "POST":
        return redirect("import", of.pk) if _past_columns(of) else _columns(request, of)
    sent = meanings(of, request.POST)
    mapping = {header: sent.get(header, of.mapping.get(header, "")) for header in of.headers}
    if doubled := twice_named(mapping):
        return _columns(request, of, mapping=mapping, doubled=doubled)
    try:
        row = answer(of, by=acting(request), mapping=mapping, answers=answers(of, request.POST), then_try=True)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("import", of.pk)
    set_going(row)
    return redirect("import", of.pk)


def trial(request: HttpRequest, pk: int) -> HttpResponse:
    of = _of(request, pk)
    if request.method == "POST":
        set_going(ask_to_try(of))
    return redirect("import", of.pk)


def keep(request: HttpRequest, pk: int) -> HttpResponse:
    of = _of(request, pk)
    if request.method == "POST":
        try:
            set_going(ask_to_keep(of, by=acting(request)))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
    return redirect("import", of.pk)


def undo(request: HttpRequest, pk: int) -> HttpResponse:
    of = _of(request, pk)
    if request.method == "POST":
        try:
            set_going(ask_to_undo(of, by=acting(request)))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
    return redirect("import", of.pk)


def rejects(request: HttpRequest, pk: int) -> HttpResponse | StreamingHttpResponse:
    of = _of(request, pk)
    pieces = [piece.encode() for piece in as_csv(of, say, _("Line"), _("Why it was rejected"))]
    download = HttpResponse(b"".join(pieces), content_type="text/csv; charset=utf-8")
    stem = slugify(of.name.rpartition(".")[0]) or "import"
    download["Content-Disposition"] = f'attachment; filename="{stem}-rejects.csv"'
    return download


def _seen_by(member: Member) -> Any:
    """One's own; a head sees the team's, the administrator and the head of all see all."""
    if member.is_(Role.ADMIN) or (member.is_(Role.HEAD) and not member.team_id):
        return Import.objects.all()
    where = Q(by=member)
    if member.is_(Role.HEAD) and member.team_id:
        where |= Q(by__in=Member.objects.filter(team_id=member.team_id))
    return Import.objects.filter(where)


def _of(request: HttpRequest, pk: int) -> Import:
    of = _seen_by(acting(request)).select_related("by").filter(pk=pk).first()
    if of is None:
        raise Http404(_("There is no such import."))
    assert isinstance(of, Import)
    return of


def _columns(request: HttpRequest, of: Import, *, mapping: Any = None, doubled: Any = ()) -> HttpResponse:
    meant = of.mapping if mapping is None else mapping
    questions = [
        {
            "name": f"answer-{place}",
            "words": say(from_data(question["reason"])),
            "options": [(told, say(from_data(words))) for told, words in question["options"]],
            "answer": of.answers.get(question["key"], ""),
            "open": question["key"] not in of.answers,
            "among": question.get("among", ""),
            "named": _named(of, question),
        }
        for place, question in enumerate(of.questions)
    ]
    among = {question["among"] for question in questions}
    context = {
        "of": of,
        "source": _source(of),
        "columns": [
            {"place": place, "header": header, "meaning": meant.get(header, ""), "cells": of.examples.get(header, [])}
            for place, header in enumerate(of.headers)
        ],
        "fields": choices_of_fields(),
        "questions": questions,
        "names": {kind: names(acting(request)) for kind, names in NAMES.items() if kind in among},
        "asked": of.state == Import.State.ASKED and mapping is None,
        "doubled": doubled,
        "facts": _facts(of),
        "warnings": [say(from_data(warning)) for warning in of.facts.get("warnings", [])],
        "services": Service.objects.filter(active=True) if "client.fee" in meant.values() else (),
        "lacks_name": not any(
            key.endswith((".name", ".title", "_name", ".subject", ".text")) for key in meant.values()
        ),
    }
    return render(request, "desk/imports/columns.html", context, status=422 if doubled else 200)


def _clients(member: Member) -> list[str]:
    rows = Client.objects.here().visible_to(member).order_by("folded")
    return list(rows.values_list("name", flat=True)[:_NAMES_AT_MOST])


def _members(member: Member) -> list[str]:
    return list(Member.objects.filter(is_active=True).order_by("name").values_list("name", flat=True)[:_NAMES_AT_MOST])


def _named(of: Import, question: dict[str, Any]) -> str:
    """A name that was told instead of one of the answers offered."""
    told: str = of.answers.get(question["key"], "")
    return "" if told in [option for option, _words in question["options"]] else told


NAMES = {"client": _clients, "member": _members}  # of what a person may name one beside the answers offered


def _facts(of: Import) -> list[str]:
    """How the file is written, in words."""
    facts = of.facts
    separators = {"\t": _("tabs"), ",": _("commas"), ";": _("semicolons"), "|": _("bars")}
    told = [facts.get("format", ""), facts.get("encoding", "")]
    if sign := facts.get("separator"):
        told.append(_("cut by %(sign)s") % {"sign": separators.get(sign, sign)})
    if facts.get("sheet"):
        told.append(_("sheet “%(sheet)s”") % {"sheet": facts["sheet"]})
    if facts.get("header_line", 1) > 1:
        told.append(_("header in line %(line)s") % {"line": facts["header_line"]})
    if totals := len(facts.get("totals", [])):
        told.append(ngettext("%(n)s line of totals left out", "%(n)s lines of totals left out", totals) % {"n": totals})
    words = {"dmy": _("day first"), "mdy": _("month first"), ",": _("decimal comma"), ".": _("decimal point")}
    for key, found in facts.get("settled", {}).items():
        told.append(_("%(column)s: %(found)s") % {"column": key.partition(":")[2], "found": words.get(found, found)})
    return [one for one in told if one]


def _outcome(of: Import) -> dict[str, Any]:
    counts, report = of.counts, of.report
    total = max(1, counts.get("read", 0))
    rows = Row.objects.filter(of=of, outcome=Row.Outcome.REJECTED).order_by("line", "id")[:_SHOWN]
    kept = counts.get("new", 0) + counts.get("changed", 0)
    return {
        "of": of,
        "counts": counts,
        "figures_of": _figures(of),
        "shares": [
            (counts.get("new", 0) / total, "accent"),
            (counts.get("changed", 0) / total, ""),
            (counts.get("rejected", 0) / total, "bad"),
        ],
        "to_keep": kept,
        "rejects": [
            {"line": row.line, "column": (row.raw or {}).get("column", ""), "value": (row.raw or {}).get("value", ""),
             "why": say(from_data(row.reason)) if row.reason else ""}
            for row in rows
        ],
        "collisions": [{**c, "why": say(from_data(c["reason"]))} for c in report.get("collisions", [])[:_SHOWN]],
        "changes": report.get("changes", [])[:_SHOWN],
        "duplicates": report.get("possible_duplicates", [])[:_SHOWN],
        "notes": [{**n, "why": say(from_data(n["reason"]))} for n in report.get("notes", [])[:_SHOWN]],
        "odd": [{**o, "why": say(from_data(o["reason"]))} for o in report.get("odd", [])[:_SHOWN]],
        "skipped": [{**s, "why": say(from_data(s["reason"]))} for s in report.get("skipped", [])[:_SHOWN]],
        "left": [{**entry, "why": say(from_data(entry["reason"]))} for entry in report.get("left", [])[:_SHOWN]],
        "numbers": report.get("numbers", {}),
        "state": Import.State,
        "source": _source(of),
        "onward": (_("To the tasks"), "work") if of.kind == "task" else (_("To the clients"), "clients"),
    }  # fmt: skip


def _figures(of: Import) -> list[tuple[int, str, str]]:
    """New and rejected always stand there; what is nought beside them is left out."""
    counts = of.counts
    changed = _("changed") if of.state in (Import.State.KEPT, Import.State.UNDONE) else _("change what is here")
    figures = [
        (counts.get("new", 0), _("new"), ""),
        (counts.get("changed", 0), changed, ""),
        (counts.get("same", 0), _("the same"), ""),
        (counts.get("rejected", 0), _("rejected"), "bad" if counts.get("rejected") else ""),
    ]
    return [figure for n, figure in enumerate(figures) if figure[0] or n in (0, 3)]


def _source(of: Import) -> str:
    """Whose export it is; a plain table is called that."""
    return _("Table of clients") if of.source in ("", "plain") else SOURCES[of.source]


def _past_columns(of: Import) -> bool:
    return of.at_work or of.state not in (Import.State.ASKED, Import.State.READ, Import.State.TRIED)


def _share_done(of: Import) -> int:
    return round(100 * of.done / of.total) if of.total else 0
