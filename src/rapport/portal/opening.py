"""Opens, for whoever has come in, what is else opened by a link of a letter: a press makes a link and goes along it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rapport.approvals.letter import PURPOSE as APPROVAL
from rapport.documents.answer_with import PICTURES, answer_with
from rapport.links.hand_out import end, hand_out, living
from rapport.onboarding.questionnaires.letter import PURPOSE as QUESTIONNAIRE
from rapport.overview.portal.home import approvals_for, questionnaires_of, reports_for
from rapport.portal.onward import see_other
from rapport.portal.signed_in import by_contact
from rapport.portfolio.models import Contact
from rapport.results.reports.letter import PURPOSE as REPORT

LASTS = timedelta(hours=12)

# kind → the purpose of its links, the address that answers them, and what of this kind waits for a contact
Rows = Callable[[Contact], models.QuerySet]
OPENED: Mapping[str, tuple[str, str, Rows]] = {
    "approval": (APPROVAL, "portal_approval", approvals_for),
    "questionnaire": (QUESTIONNAIRE, "portal_questionnaire", questionnaires_of),
    "report": (REPORT, "portal_report", reports_for),
}


@require_POST
@by_contact
def opening(request: HttpRequest, contact: Contact, kind: str, pk: int) -> HttpResponse:
    """A link of its own for this visit. An earlier one for the same thing opens nothing any more."""
    if kind not in OPENED:
        raise Http404(_("There is nothing of this kind."))
    purpose, address, rows = OPENED[kind]
    subject = rows(contact).filter(pk=pk).first()
    if subject is None:
        raise Http404(_("This does not wait for you any more."))
    end(living(subject, purpose=purpose, contact_id=contact.pk, data__visit=True))
    _link, token = hand_out(
        purpose, lasts=LASTS, by=None, subject=subject, client=contact.client_id, contact=contact.pk, visit=True
    )
    return see_other(reverse(address, args=[token]))


@require_safe
@by_contact
def picture(request: HttpRequest, contact: Contact, pk: int, number: int) -> HttpResponseBase:
    """A picture of what waits for their word, to be looked at before they open it."""
    asked = approvals_for(contact).filter(pk=pk).first()
    files = asked.files if asked else []
    if not 1 <= number <= len(files) or files[number - 1]["kind"] not in PICTURES:
        raise Http404(_("There is no such picture."))
    one = files[number - 1]
    return answer_with(digest=one["digest"], name=one["name"], kind=one["kind"])
