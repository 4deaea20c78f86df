"""A member's own settings and absences."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from rapport.agency.absences import drop_absence, leads
from rapport.agency.access import acting, may
from rapport.agency.models import Absence, Member
from rapport.agency.set_up import set_up
from rapport.conversations.meetings.feed import end_feed, feeds, make_feed
from rapport.desk.absence import AbsenceForm, noted
from rapport.desk.me.forms import THEMES, MeForm
from rapport.desk.onward import asked, go
from rapport.journal import clock
from rapport.portfolio.cover_absence import end_covers
from rapport.ui.formats import CHOICES


@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    member = acting(request)
    # A form fills its instance even with what it refuses; the frame around it goes on with the member as saved.
    form = MeForm(request.POST or None, instance=Member.objects.get(pk=member.pk))
    if form.is_valid():
        set_up(member, **form.cleaned_data)
        with translation.override(member.language):
            messages.success(request, _("Your settings are saved."))
        return go("me")
    return _page(request, form, _absence_form(member), status=422 if form.errors else 200)


@require_POST
def manners(request: HttpRequest) -> HttpResponse:
    """Theme or language from the menu at one's name."""
    choices = {}
    theme, language = request.POST.get("theme"), request.POST.get("language")
    if theme in dict(THEMES):
        choices["theme"] = theme
    if language in dict(settings.LANGUAGES) and language:
        choices |= {"language": language, "formats": CHOICES[language][0]}
    set_up(acting(request), **choices)
    return go(asked(request))


@require_POST
def new_absence(request: HttpRequest) -> HttpResponse:
    member = acting(request)
    form = _absence_form(member, request)
    if not (form.is_valid() and noted(request, member, form)):
        return _page(request, MeForm(instance=Member.objects.get(pk=member.pk)), form, status=422)
    return go("me")


@require_POST
def end_absence(request: HttpRequest, pk: int) -> HttpResponse:
    by = acting(request)
    absence = Absence.objects.filter(pk=pk).select_related("member").first()
    if absence is None or not (absence.member_id == by.pk or leads(by, absence.member)):
        raise Http404
    with transaction.atomic():
        ended = end_covers(absence.member, by=by, first=absence.first, last=absence.last)
        drop_absence(absence, by=by)
    words = _("The absence is taken back.")
    if ended:
        words += " " + ngettext("%(num)s cover ended with it.", "%(num)s covers ended with it.", ended) % {"num": ended}
    messages.success(request, words)
    return go(asked(request, "/me/"))


@require_POST
def new_feed(request: HttpRequest) -> HttpResponse:
    """The address is on the page that answers, and never again."""
    member = acting(request)
    form = MeForm(instance=Member.objects.get(pk=member.pk))
    try:
        address = make_feed(member)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return go("me")
    answer = _page(request, form, _absence_form(member), status=200, feed_address=address)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
def drop_feed(request: HttpRequest, pk: int) -> HttpResponse:
    if not end_feed(acting(request), pk):
        raise Http404
    messages.success(request, _("The link is taken back: whoever has it reads nothing any more."))
    return go("me")


def _absence_form(member: Member, request: HttpRequest | None = None) -> AbsenceForm:
    return AbsenceForm(request.POST if request else None, of=member, may_cover=may(member, "client.hand_over"))


def _page(
    request: HttpRequest, form: MeForm, absence_form: AbsenceForm, status: int, feed_address: str = ""
) -> HttpResponse:
    ahead = acting(request).absences.filter(last__gte=clock.today())
    context = {
        "form": form,
        "absence_form": absence_form,
        "absences": ahead,
        "zones": sorted(clock.ZONES),
        "feeds": feeds(acting(request)),
        "feed_address": feed_address,
    }
    return render(request, "desk/me/me.html", context, status=status)
