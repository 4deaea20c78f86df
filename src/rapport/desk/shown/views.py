"""What a client sees of us: what is marked for them, who of them comes in, what they asked for there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from rapport.agency.access import acting, may
from rapport.agency.models import Agency
from rapport.delivery.requests.models import Request
from rapport.desk.client.head import head_of
from rapport.journal.models import Entry
from rapport.links.hand_out import living
from rapport.overview.portal.marks import marks, offered
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client, Contact, Status
from rapport.portfolio.welcome import mails_of
from rapport.reckon.colours import brand

KIND_WORDS: dict[str, str | Promise] = {
    "plan": pgettext_lazy("purpose", "Plan"),
    "goal": gettext_lazy("Goal"),
    "brief": gettext_lazy("Brief"),
    "paper": gettext_lazy("Document"),
    "report": pgettext_lazy("purpose", "Report"),
}
KIND_ICONS = {
    "plan": "route",
    "goal": "target",
    "brief": "clipboard-list",
    "paper": "file-text",
    "report": "file-chart-column",
}
MOST_PEOPLE, MOST_REQUESTS = 200, 5


@dataclass(frozen=True, slots=True)
class Comer:
    """Somebody there who may come in, or could; `last` is when they last did."""

    contact: Contact
    mail: str
    last: datetime | None


@require_safe
def client_portal(request: HttpRequest, pk: int) -> HttpResponse:
    """Thirteen statements more than the frame, whatever the rows."""
    member = acting(request)
    client = client_for(member, pk, "approval.see")
    people = comers(client)
    may_mark = may(member, "portal.mark", client.standing)
    agency = Agency.ours()
    context = {
        **head_of(client, member, "portal"),
        "marks": marks(pk),
        "offered": offered(pk) if may_mark else [],
        "kind_words": KIND_WORDS,
        "kind_icons": KIND_ICONS,
        "people": people,
        "keys": living(client_id=pk).count(),
        "requests": list(_requests(client)[:MOST_REQUESTS]),
        "requests_open": Request.objects.filter(client=client, state=Request.State.OPEN).count(),
        "preview": reverse(settings.PORTAL_PREVIEW_URL, args=[pk]) if any(one.mail for one in people) else "",
        "closed": client.status == Status.GONE,
        "may_mark": may_mark,
        "own": brand(client.brand),
        "usual": brand(agency.brand),
    }
    return render(request, "desk/shown/client_portal.html", context)


def comers(client: Client) -> list[Comer]:
    """The people at the client by name, with when each last came in; three statements."""
    rows = list(client.contacts.filter(deleted_at=None).prefetch_related("channels").order_by("folded")[:MOST_PEOPLE])
    entered = Entry.objects.filter(
        about=Contact._meta.label_lower, about_id__in=[row.pk for row in rows], name="portal.entered"
    )
    last = dict(entered.values_list("about_id").annotate(last=Max("at")).order_by())
    found = [Comer(row, next(iter(mails_of(row)), ""), last.get(row.pk)) for row in rows]
    return sorted(found, key=lambda one: (one.last is None, -one.last.timestamp() if one.last else 0.0, not one.mail))


def _requests(client: Client) -> QuerySet[Request]:
    return Request.objects.filter(client=client).select_related("contact").order_by("-at", "-pk")
