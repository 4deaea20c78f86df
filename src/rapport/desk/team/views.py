"""The head's page of their team, and the administrator's of what did not go out."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rapport.agency.access import acting, may
from rapport.agency.models import Agency, Role
from rapport.desk.absence import noted
from rapport.desk.onward import go
from rapport.desk.team.forms import TeamAbsenceForm
from rapport.desk.team.people import away, carrying, covers_of, led_by
from rapport.journal import again as follow_again
from rapport.journal.follow import PARKED_AFTER
from rapport.journal.models import Failure
from rapport.onboarding.accesses import facts as accesses
from rapport.onboarding.endings import facts as endings
from rapport.post import again as post_again
from rapport.post.send import GIVE_UP_AFTER

SHOWN = 100


@require_safe
def team(request: HttpRequest) -> HttpResponse:
    return _page(request, _form(request))


@require_POST
def new_absence(request: HttpRequest) -> HttpResponse:
    form = _form(request)
    if form.is_valid() and noted(request, form.cleaned_data["member"], form):
        return go("team")
    return _page(request, form, status=422)


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """Letters that wait and what followers failed at. The letters' text stays closed: links in it open doors."""
    entries = list(follow_again.failing()[:SHOWN])
    context = {
        "letters": list(post_again.waiting().defer("text", "html")[:SHOWN]),
        "letters_number": post_again.waiting().count(),
        "failures": _last_failures([entry.pk for entry in entries]),
        "failures_number": follow_again.failing().count(),
        "mail_goes_out": settings.MAIL_GOES_OUT,
        "gave_up_letters": GIVE_UP_AFTER,
        "gave_up_entries": PARKED_AFTER,
    }
    return render(request, "desk/team/outbox.html", context)


@require_POST
def outbox_again(request: HttpRequest) -> HttpResponse:
    by = acting(request)
    if follow_again.again(by=by) + post_again.again(by=by):
        messages.success(request, _("All of it is tried again within a minute."))
    else:
        messages.success(request, _("Nothing has failed."))
    return go("outbox")


def _form(request: HttpRequest) -> TeamAbsenceForm:
    by = acting(request)
    data = request.POST if request.method == "POST" else None
    return TeamAbsenceForm(data, people=led_by(by), may_cover=may(by, "client.hand_over"))


def _page(request: HttpRequest, form: TeamAbsenceForm, status: int = 200) -> HttpResponse:
    by = acting(request)
    people = list(led_by(by))
    rows = carrying(people, Agency.ours())
    covers = covers_of(people)
    context = {"people": people, "rows": rows, "covers": covers, "away": away(people, rows, covers), "form": form}
    context |= {"holders": accesses.holders(by), "lasting": endings.lasting(by) if by.is_(Role.HEAD) else None}
    return render(request, "desk/team/team.html", context, status=status)


def _last_failures(entries: list[int]) -> list[Failure]:
    """The last failure of each follower of each entry, newest entry first."""
    latest: dict[tuple[int, str], Failure] = {}
    for failure in Failure.objects.filter(entry__in=entries).select_related("entry").order_by("id"):
        latest[failure.entry_id, failure.follower] = failure
    return sorted(latest.values(), key=lambda failure: -failure.entry_id)
