"""Starts: the board of all that are under way, one with its steps, and the tab of a client on how it begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rapport.agency.access import acting, may
from rapport.agency.models import Member
from rapport.desk.client.head import head_of
from rapport.desk.starts.forms import DropForm, ExceptionForm
from rapport.desk.today.kinds import address
from rapport.desk.whereto import about
from rapport.desk.work.tabs import tabs
from rapport.onboarding.handovers.access import visible_to as handovers_of
from rapport.onboarding.handovers.models import Handover
from rapport.onboarding.questionnaires.models import Questionnaire
from rapport.onboarding.questionnaires.progress import progress_of_all
from rapport.onboarding.starts.access import start_for, visible_to
from rapport.onboarding.starts.models import Start, StartException
from rapport.onboarding.starts.steps import GOING, standings
from rapport.portfolio.access import client_for
from rapport.reckon.starts import Standing, Step

SHOWN = 200
ICONS = {
    "task": "square-check", "owed": "hourglass", "access": "key-round", "questionnaire": "clipboard-list",
    "meeting": "calendar-days",
}  # fmt: skip
TONES = {"working": "warn", "done": "good"}


@dataclass(frozen=True, slots=True)
class Row:
    """One start on the board."""

    start: Start
    now: Standing
    move: str

    @property
    def tone(self) -> str:
        return "bad" if self.now.late else "warn" if self.now.stuck else ""


def starts(request: HttpRequest) -> HttpResponse:
    """Stuck ones first, those that wait longest on top."""
    member = acting(request)
    whose = request.GET.get("whose", "")
    found = visible_to(member).filter(state__in=GOING).select_related("client", "edition__service")
    rows = list(found.defer("edition__content").order_by("began_on", "pk")[: SHOWN + 1])
    judged = standings(rows[:SHOWN])
    board = [Row(one, judged[one.pk], moving(judged[one.pk])) for one in rows[:SHOWN]]
    board.sort(key=lambda row: (not row.now.stuck, -row.now.waits, row.start.began_on, row.start.pk))
    here = reverse("starts")
    counts = {key: sum(1 for row in board if row.now.move == key) for key in ("client", "keeper", "specialist")}
    words = {"client": _("The client's move"), "keeper": _("The keeper's move"), "specialist": _("A specialist's move")}
    context = {
        **tabs(request, "starts"),
        "rows": [row for row in board if not whose or row.now.move == whose],
        "any": bool(board),
        "stuck": sum(row.now.stuck for row in board),
        "more": len(rows) > SHOWN,
        "segments": [(_("All"), here, len(board), not whose)]
        + [(words[key], f"{here}?whose={key}", counts[key], whose == key) for key in words],
        "tones": TONES,
        "handovers": address("handovers") if may(member, "handover.write") else "",
    }
    return render(request, "desk/starts/starts.html", context)


def moving(now: Standing) -> str:
    """Whose move it is, in words."""
    if now.move is None:
        return pgettext("move", "nobody's now")
    return {
        "client": pgettext("move", "the client"),
        "keeper": pgettext("move", "the keeper"),
        "specialist": pgettext("move", "the specialist"),
    }[now.move]


def start(request: HttpRequest, pk: int) -> HttpResponse:
    return draw(request, start_for(acting(request), pk))


def draw(request: HttpRequest, start: Start, *, status: int = 200, **more: Any) -> HttpResponse:
    """One start with all its steps by state; also the answer to a deed that was refused."""
    member = acting(request)
    stands = standings([start])[start.pk]
    going, standing = start.state in GOING, start.client.standing
    context = about(
        start.client,
        start=start,
        stands=stands,
        exception=StartException.objects.filter(start=start).select_related("signed_by").first(),
        groups=[
            (_("To do now"), "ready", led(stands.ready)),
            (_("Waits for something else"), "waiting", led(stands.waiting)),
            (_("Done"), "finished", led(stands.finished)),
        ],
        icons=ICONS,
        tones=TONES,
        move=moving(stands),
        finishes=going and stands.complete and may(member, "start.keep", standing),
        excepts=start.state == Start.State.GOING and not stands.complete and may(member, "start.except", standing),
        drops=going and may(member, "start.keep", standing),
        except_form=ExceptionForm(),
        drop_form=DropForm(),
    )
    return render(request, "desk/starts/start.html", context | more, status=status)


def led(steps: tuple[Step, ...]) -> list[tuple[Step, str]]:
    """Each step with the address of the page where it is done; empty where there is none."""
    found = []
    for step in steps:
        kind, _sep, number = step.place.partition(":")
        found.append((step, address(kind, int(number)) if number.isdecimal() else ""))
    return found


def client_beginning(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "start.see")
    rows = list(
        Start.objects.filter(client=client)
        .select_related("edition__service", "exception__signed_by", "done_by")
        .defer("edition__content")
        .order_by("-began_on", "-pk")
    )
    for row in rows:
        row.client = client
    judged: Mapping[int, Standing] = standings(row for row in rows if row.state in GOING)
    questionnaires = list(
        Questionnaire.objects.filter(client=client).select_related("edition__service", "contact").order_by("-pk")
    )
    context = {
        **head_of(client, member, "beginning"),
        "starts": [(row, judged.get(row.pk), moving(judged[row.pk]) if row.pk in judged else "") for row in rows],
        "questionnaires": list(zip(questionnaires, _progress(questionnaires), strict=True)),
        "handover": _handover(member, client.pk),
        "accesses": address("client_accesses", client.pk),
        "ending": address("client_ending", client.pk),
        "may_keep": may(member, "start.keep", client.standing),
        "tones": TONES,
    }
    return render(request, "desk/starts/client_beginning.html", context)


def _progress(questionnaires: list[Questionnaire]) -> list[Any]:
    found = progress_of_all(questionnaires)
    return [found[one.pk] for one in questionnaires]


def _handover(member: Member, client_id: int) -> Handover | None:
    return handovers_of(member).filter(client=client_id).select_related("made_by").order_by("-pk").first()
