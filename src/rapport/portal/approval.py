"""One question to a client's contact and the answer: seen by whoever holds the link, decided only by a press."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from rapport.approvals.codes import living_code, send_code
from rapport.approvals.decide import CodeWanted, Ended, Replaced, decide, opened
from rapport.approvals.letter import PURPOSE, titled
from rapport.approvals.models import Approval, Decision
from rapport.approvals.pass_on import colleagues, give_back, pass_on, shares_of
from rapport.documents.answer_with import PICTURES, answer_with
from rapport.links.hand_out import known_link
from rapport.portal.link_door import address_of, by_link, draw, leads_nowhere, speaking
from rapport.portal.questions import question_of

FIELDS = ("answer", "version", "name", "correction", "remark", "code", "to", "to_name", "to_mail")
WORDS = {"corrected": "correction", "remarks": "correction", "declined": "remark"}  # where an answer has its words


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Looking decides nothing: mail scanners look too."""
    if request.method != "POST":
        with suppress(Replaced, Ended):
            approval = opened(token)
            with speaking(request, approval.language, approval.zone):
                return _question(request, token, approval)
    asked = _asked(token)
    with speaking(request, asked.language if asked else "", asked.zone if asked else ""):
        try:
            return _press(request, token) if request.method == "POST" else _question(request, token, opened(token))
        except Replaced:
            return leads_nowhere(request, newer=True)
        except Ended:
            return leads_nowhere(request, known=asked is not None)


@require_safe
@by_link
def file(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """One file of what this link asks about, and of nothing else; as long as the link lives."""
    asked = _asked(token)
    with speaking(request, asked.language if asked else "", asked.zone if asked else ""):
        try:
            files = opened(token).files
            return shown_with(files[number - 1]) if 1 <= number <= len(files) else leads_nowhere(request)
        except Replaced:
            return leads_nowhere(request, newer=True)
        except (Ended, Http404):
            return leads_nowhere(request, known=asked is not None)


def shown_with(one: Mapping[str, str]) -> HttpResponse:
    answer = answer_with(digest=one["digest"], name=one["name"], kind=one["kind"])
    return answer  # type: ignore[return-value]


def _asked(token: str) -> Approval | None:
    link = known_link(PURPOSE, token)
    return Approval.objects.filter(pk=link.subject_id or 0).first() if link else None


def _press(request: HttpRequest, token: str) -> HttpResponse:
    sent = {name: request.POST.get(name, "") for name in FIELDS}
    match request.POST.get("deed", ""):
        case "pass":
            return _pass(request, token, sent)
        case "code":
            return _code(request, opened(token), sent, anew=True)
        case _:
            return _answer(request, token, sent)


def _answer(request: HttpRequest, token: str, sent: dict[str, str]) -> HttpResponse:
    try:
        decision = decide(
            token,
            kind=sent["answer"],
            version=sent["version"],
            name=sent["name"],
            words=sent.get(WORDS.get(sent["answer"], ""), ""),
            code=sent["code"],
            address=address_of(request),
        )
    except CodeWanted as wanted:
        return _code(request, wanted.approval, sent, anew=living_code(wanted.approval) is None)
    except ValidationError as refusal:
        if "code" in refusal.message_dict:
            return _code(request, opened(token), sent, wrong=refusal.message_dict)
        return _question(request, token, opened(token), sent, refusal.message_dict)
    return _thanks(request, decision)


def _code(
    request: HttpRequest,
    approval: Approval,
    sent: dict[str, str],
    *,
    anew: bool = False,
    wrong: dict[str, list[str]] | None = None,
) -> HttpResponse:
    """The step between an answer and its being kept, where a code confirms who answers."""
    if anew:
        try:
            send_code(approval)
        except ValidationError as refusal:
            wrong = refusal.message_dict
    context = {
        "approval": approval,
        "title": titled(approval),
        "sent": sent,
        "mail": _masked(approval.mail),
        "anew": anew and not wrong,
        "wrong": wrong or {},
    }
    return draw(request, "portal/approval_code.html", context, status=422 if wrong else 200, client=approval.client)


def _pass(request: HttpRequest, token: str, sent: dict[str, str]) -> HttpResponse:
    """To a colleague of theirs, to anybody by mail, or back to whoever it came from."""
    told = ""
    try:
        if sent["to"] == "back":
            given = give_back(token)
            return draw(request, "portal/given_back.html", {"approval": given}, client=given.client)
        chosen = int(sent["to"]) if sent["to"].isdecimal() and len(sent["to"]) < 19 else None
        share = pass_on(token, contact=chosen, name=sent["to_name"], mail=sent["to_mail"])
        told = share.asked_name
    except ValidationError as refusal:
        return _question(request, token, opened(token), {**sent, "answer": "pass"}, refusal.message_dict)
    return _question(request, token, opened(token), passed_to=told)


def _question(
    request: HttpRequest,
    token: str,
    approval: Approval,
    sent: dict[str, str] | None = None,
    wrong: dict[str, list[str]] | None = None,
    *,
    passed_to: str = "",
) -> HttpResponse:
    shown = [(str(part), str(text)) for part, text in approval.shown]
    question = question_of(approval.purpose)
    files = [(number, one, one["kind"] in PICTURES) for number, one in enumerate(approval.files, 1)]
    usual = dict.fromkeys(FIELDS, "") | {
        "name": approval.asked_name,
        "correction": dict(shown).get(question.corrects, ""),
    }
    context: dict[str, Any] = {
        "approval": approval,
        "title": titled(approval),
        "token": token,
        "question": question,
        "shown": [(part, question.heading(part), text, part in question.theirs) for part, text in shown],
        "pictures": [one for one in files if one[2]],
        "downloads": [one for one in files if not one[2]],
        "sent": {**usual, **(sent or {})},
        "opened": (sent or {}).get("answer", ""),
        "wrong": wrong or {},
        "zone_of_asker": approval.asked_by.zone,
        "silent_at": approval.silent_at if approval.client.silence_days else None,
        "passed_to": passed_to,
        **(_passing(approval) if question.shared else {}),
    }
    template = "portal/approval.html" if question.shared else "portal/confirmation.html"
    return draw(request, template, context, status=422 if wrong else 200, client=approval.client)


def _passing(approval: Approval) -> dict[str, Any]:
    """Who has it besides, and to whom it may go."""
    giver, shares = approval.passed_from, shares_of(approval)
    return {
        "colleagues": [(str(one.pk), one.name) for one in colleagues(approval, shares)[:50]],
        "has_it": [one.asked_name for one in shares if one.pk != approval.pk],
        "giver": (giver or approval.first).asked_name if giver else "",
    }


def _thanks(request: HttpRequest, decision: Decision) -> HttpResponse:
    approval = decision.approval
    context = {"decision": decision, "approval": approval, "title": titled(approval)}
    return draw(request, "portal/thanks.html", context, client=approval.client)


def _masked(mail: str) -> str:
    """So much of an address that its owner knows it: "d…@blueheron.example"."""
    name, _at, host = mail.partition("@")
    return f"{name[:1]}…@{host}"
