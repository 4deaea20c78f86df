"""What contacts asked for in the portal: a client's list, one with its answer, and what may become of it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rapport.agency.access import acting, may
from rapport.approvals.ask import mail_of
from rapport.delivery.requests.access import request_for
from rapport.delivery.requests.answer import answer
from rapport.delivery.requests.close import close
from rapport.delivery.requests.models import Request
from rapport.desk.client.head import head_of
from rapport.desk.onward import go
from rapport.desk.today.kinds import address
from rapport.desk.whereto import about
from rapport.documents.answer_with import answer_with
from rapport.portfolio.access import client_for

ON_A_PAGE = 25
TONES = {"open": "warn"}
BECOMES = (("task_new", "task.write"), ("extra_new", "extra.capture"))


@require_safe
def client_requests(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "story.see")
    rows = Request.objects.filter(client=client).select_related("contact", "answered_by").order_by("-at", "-pk")
    context = {
        **head_of(client, member, "portal"),
        "rows": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "tones": TONES,
    }
    return render(request, "desk/requests/client_requests.html", context)


@require_safe
def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    return draw(request, request_for(acting(request), pk))


def draw(
    request: HttpRequest, asked: Request, *, words: str = "", refusal: str = "", status: int = 200
) -> HttpResponse:
    """One request; also the answer to an answer that was refused."""
    member, standing = acting(request), asked.client.standing
    leads = {
        name: f"{there}?request={asked.pk}"
        for name, deed in BECOMES
        if may(member, deed, standing) and (there := address(name, asked.client_id) or address(name))
    }
    context = about(
        asked.client,
        asked=asked,
        words=words,
        refusal=refusal,
        tone=TONES.get(asked.state, ""),
        mail=mail_of(asked.contact),
        leads=leads,
        may_answer=may(member, "request.answer", standing),
    )
    return render(request, "desk/requests/request.html", context, status=status)


@require_POST
def request_answer(request: HttpRequest, pk: int) -> HttpResponse:
    asked = request_for(acting(request), pk, "request.answer")
    words = request.POST.get("answer", "")
    try:
        answer(asked, words, by=acting(request), done=request.POST.get("then") == "done")
    except ValidationError as refusal:
        again = request_for(acting(request), pk)
        return draw(request, again, words=words, refusal=" ".join(refusal.messages), status=422)
    told = _("Answered: it stands in the portal and goes to %(name)s by mail.")
    messages.success(request, told % {"name": asked.contact})
    return go("request", pk)


@require_POST
def request_close(request: HttpRequest, pk: int) -> HttpResponse:
    asked = request_for(acting(request), pk, "request.answer")
    if close(asked, by=acting(request)):
        messages.success(request, _("Nothing is left to do about it."))
    return go("request", pk)


@require_safe
def request_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file that came along; always as a download, never shown."""
    asked = request_for(acting(request), pk)
    if asked.file is None:
        raise Http404(_("There is no such file."))
    return answer_with(digest=asked.file.digest, name=asked.file.name, kind=asked.file.kind, download=True)
