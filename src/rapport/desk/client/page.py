"""Draws the page of one client; also the answer to a word that was refused on it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.agency.access import acting
from rapport.conversations.models import Touchpoint
from rapport.conversations.promises import facts as promises
from rapport.delivery.owed import facts as owed
from rapport.desk.client.head import head_of
from rapport.desk.client.items import lines_of
from rapport.desk.client.story import story_of
from rapport.desk.touchpoints.forms import ICONS, LogForm
from rapport.portfolio.models import Client

SHOWN_MARKS = 6
SHOWN_PEOPLE = 5


def draw(request: HttpRequest, client: Client, *, form: LogForm | None = None, status: int = 200) -> HttpResponse:
    """The story tab with all around it. At most thirteen statements with session and member, whatever the rows."""
    member = acting(request)
    context = head_of(client, member, "story")
    # After a deed in place the focus stays where the hand was: which form it came from.
    context |= {"came_from": request.htmx.trigger or ""}  # type: ignore[attr-defined]
    context |= {"shown_people": SHOWN_PEOPLE, "next_steps": lines_of(context["items"])}
    if context["sees_story"]:
        marks = [one for one in context["said"] if one.mark]
        context |= {"story": story_of(request, client), "marks": marks[:SHOWN_MARKS], "all_marks": len(marks)}
        context |= {"promised": promises.standing(client.pk), "owing": owed.standing(client.pk)}
        context |= {"why_first": [(value, str(words)) for value, words in Touchpoint.WhyFirst.choices]}
    if context["may_log"]:
        form = form or LogForm(member=member, client=client)
        form.people_from(context["glance"].people)
        context |= {"form": form, "icons": ICONS}
    return render(request, "desk/client/page.html", context, status=status)
