"""A questionnaire by link, without an account: answers kept as they are typed, with or without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rapport.approvals.written_in import zone_of
from rapport.onboarding.questionnaires.bring_file import bring_file, remove_file
from rapport.onboarding.questionnaires.hand_part import end_part, finish_part, hand_part
from rapport.onboarding.questionnaires.models import Part, Questionnaire
from rapport.onboarding.questionnaires.open_by_link import Opened, about, known, opened
from rapport.onboarding.questionnaires.questions import asks_of
from rapport.onboarding.questionnaires.save import Ended, Saved, Typed, save
from rapport.onboarding.questionnaires.send_in import HasGaps, send_in
from rapport.onboarding.questionnaires.sheet import Sheet, sheet
from rapport.portal.link_door import by_link, draw, leads_nowhere, speaking
from rapport.portfolio.keepers import keeper_of
from rapport.ui.formats import clock_time

MOST_SENT = 400  # questions in one form


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing: mail scanners look too."""
    link = known(token)
    asked = about(link)
    with speaking(request, asked.language if asked else "", _zone(asked)):
        try:
            found = opened(token)
            if found.questionnaire.state == Questionnaire.State.SENT:
                return _thanks(request, found)
            return _pressed(request, token, found) if request.method == "POST" else _shown(request, token, found)
        except Ended:
            return leads_nowhere(request, known=link is not None)


@require_POST
@by_link
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """One question, as the page's script sends it while somebody types; a file goes the same way."""
    link = known(token)
    asked = about(link)
    with speaking(request, asked.language if asked else "", _zone(asked)):
        try:
            found = opened(token)
            return _file(request, found) if request.FILES else _answer(request, found)
        except Ended:
            words = _(
                "These questions were closed meanwhile. What you typed stays on this page; send it to us by mail."
            )
            return JsonResponse({"ended": words}, status=410 if link is not None else 404)


def _answer(request: HttpRequest, found: Opened) -> HttpResponse:
    sent = request.POST
    one = Typed(
        sent.get("key", "")[:60], sent.getlist("words")[:100], "unknown" in sent, sent.get("doubt", ""),
        _number(sent.get("number", "")),
    )  # fmt: skip
    saved = save(found.questionnaire, [one], writer=found.writer, keys=found.keys)
    drawn = _sheet(found, saved, [one])
    row = next((row for row in drawn.rows if row.key == one.key), None)
    if row is None:
        return JsonResponse({"wrong": _("There is no such question here.")}, status=422)
    if row.wrong:
        return JsonResponse({"wrong": row.wrong}, status=422)
    if row.theirs is not None:
        theirs = row.theirs
        told = _("%(name)s wrote something else here at %(time)s: %(words)s") % {
            "name": theirs.who, "time": clock_time(theirs.at),
            "words": theirs.shown or (_("I do not know") if theirs.unknown else _("nothing")),
        }  # fmt: skip
        kept: dict[str, Any] = {
            "told": told, "typed": theirs.typed, "unknown": theirs.unknown, "doubt": theirs.doubt,
            "number": theirs.number,
        }  # fmt: skip
        return JsonResponse(kept, status=409)
    return JsonResponse({**_standing(drawn), "number": row.number, "kept": clock_time(row.at) if row.at else ""})


def _file(request: HttpRequest, found: Opened) -> HttpResponse:
    key = request.POST.get("key", "")
    if found.keys is not None and key not in found.keys:
        return JsonResponse({"wrong": _("There is no such question here.")}, status=422)
    try:
        for file in request.FILES.getlist("file"):
            bring_file(found.questionnaire, key, file, name=file.name or "", writer=found.writer)
    except ValidationError as refusal:
        return JsonResponse({"wrong": " ".join(refusal.messages)}, status=422)
    drawn = _sheet(found)
    files = [{"pk": file.pk, "name": file.document.name} for row in drawn.rows if row.key == key for file in row.files]
    return JsonResponse({**_standing(drawn), "files": files})


def _standing(drawn: Sheet) -> dict[str, Any]:
    return {"done": drawn.progress.done, "total": drawn.progress.total}


def _pressed(request: HttpRequest, token: str, found: Opened) -> HttpResponse:
    """All that stands in the form is kept first, whichever button was pressed."""
    sent = request.POST
    typed = list(_typed(found, sent))
    saved = save(found.questionnaire, typed, writer=found.writer, keys=found.keys)
    wrong = _bring_files(request, found)
    deed, _sep, of = sent.get("do", "save").partition("-")
    if saved.wrong or saved.theirs or wrong:
        status = 409 if saved.theirs else 422
        return _shown(request, token, found, saved=saved, typed=typed, files_wrong=wrong, status=status)
    match deed:
        case "send" if found.whole:
            return _send(request, token, found)
        case "part" if found.whole:
            return _hand(request, token, found)
        case "end" if found.whole:
            part = Part.objects.filter(questionnaire=found.questionnaire, pk=_number(of)).first()
            if part is not None:
                end_part(part)
            return _shown(request, token, found, told=_("Taken back. The questions are yours again."))
        case "remove":
            remove_file(found.questionnaire, _number(of), keys=found.keys, writer=found.writer)
            return _shown(request, token, found, told=_("The file was taken away."))
        case "done" if found.part is not None:
            finish_part(found.part)
            return draw(
                request, "portal/questionnaire_part_done.html", {"found": found}, client=found.questionnaire.client
            )
    return _shown(request, token, found, told=_("Kept. Go on whenever you like, also on another device."))


def _send(request: HttpRequest, token: str, found: Opened) -> HttpResponse:
    name = request.POST.get("name", "")
    try:
        row = send_in(found.questionnaire, name=name, with_gaps="with_gaps" in request.POST)
    except HasGaps as left:
        return _shown(request, token, found, gaps=[gap.key for gap in left.gaps], name=name, status=422)
    except ValidationError as refusal:
        return _shown(request, token, found, errors=refusal.message_dict, name=name, status=422)
    row.contact = found.questionnaire.contact
    return _thanks(request, Opened(row))


def _hand(request: HttpRequest, token: str, found: Opened) -> HttpResponse:
    sent = request.POST
    words = {name: sent.get(name, "") for name in ("part_name", "mail", "words")}
    keys = sent.getlist("keys")[:MOST_SENT]
    try:
        part, _address = hand_part(
            found.questionnaire, keys=keys, name=words["part_name"], mail=words["mail"], words=words["words"],
            asker=found.writer.name,
        )  # fmt: skip
    except ValidationError as refusal:
        return _shown(request, token, found, errors=refusal.message_dict, handing={**words, "keys": keys}, status=422)
    told = _("A letter is on its way to %(name)s. You see here when they are done.") % {"name": part.name}
    return _shown(request, token, found, told=told)


def _bring_files(request: HttpRequest, found: Opened) -> dict[str, str]:
    """Files chosen in the form; what was refused, by question."""
    wrong = {}
    for field in list(request.FILES)[:MOST_SENT]:
        key = field.removeprefix("f-")
        if found.keys is not None and key not in found.keys:
            continue
        for file in request.FILES.getlist(field):
            try:
                bring_file(found.questionnaire, key, file, name=file.name or "", writer=found.writer)
            except ValidationError as refusal:
                wrong[key] = " ".join(refusal.messages)
    return wrong


def _typed(found: Opened, sent: QueryDict) -> Iterator[Typed]:
    """What stands in the form, question by question; what it does not hold is not touched."""
    for ask in asks_of(found.questionnaire):
        if f"n-{ask.key}" in sent and sent.get(f"keep-{ask.key}") != "theirs":
            yield Typed(
                ask.key, sent.getlist(f"a-{ask.key}")[:100], f"u-{ask.key}" in sent, sent.get(f"d-{ask.key}", ""),
                _number(sent.get(f"n-{ask.key}", "")),
            )  # fmt: skip


def _shown(
    request: HttpRequest,
    token: str,
    found: Opened,
    *,
    saved: Saved | None = None,
    typed: list[Typed] | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    row = found.questionnaire
    context = {
        "found": found, "questionnaire": row, "sheet": _sheet(found, saved, typed or []), "token": token,
        "keeper": keeper_of(row.client_id), "told": "", "errors": {}, "gaps": [], "name": "", "handing": {},
        "files_wrong": {}, "most_bytes": settings.FILE_MAX_BYTES, **more,
    }  # fmt: skip
    return draw(request, "portal/questionnaire.html", context, status=status, client=row.client)


def _sheet(found: Opened, saved: Saved | None = None, typed: list[Typed] | None = None) -> Sheet:
    return sheet(found.questionnaire, get_language() or "en", keys=found.keys, saved=saved, typed=typed or [])


def _thanks(request: HttpRequest, found: Opened) -> HttpResponse:
    row = found.questionnaire
    context = {"questionnaire": row, "sheet": _sheet(found), "keeper": keeper_of(row.client_id), "found": found}
    return draw(request, "portal/questionnaire_thanks.html", context, client=row.client)


def _zone(asked: Questionnaire | None) -> str:
    return zone_of(asked.contact, asked.client) if asked is not None and asked.contact is not None else ""


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
