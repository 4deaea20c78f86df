"""Proposing times to a contact: who, how long, from when to when; the times found with their reasons; sending them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from rapport.agency.access import acting
from rapport.agency.models import Member
from rapport.conversations.meetings.access import meeting_for
from rapport.conversations.meetings.find_times import sides, soonest
from rapport.conversations.meetings.models import Meeting, Offer
from rapport.conversations.meetings.offer_times import offer_times
from rapport.conversations.meetings.offers import SEARCHED
from rapport.conversations.meetings.plan import LONGEST, SHORTEST
from rapport.conversations.meetings.withdraw_offer import withdraw_offer
from rapport.desk.fields import DayField, PlainForm
from rapport.desk.meetings.forms import minutes_field, who_may_come
from rapport.desk.onward import go
from rapport.journal import clock
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client, Contact
from rapport.reckon.slots import Found

USUAL = timedelta(days=14)


class TimesForm(PlainForm):
    """What a time is looked for."""

    title = forms.CharField(label=gettext_lazy("What it is about"), max_length=160)
    contact = forms.ModelChoiceField(Contact.objects.none(), label=gettext_lazy("Who of them chooses"))
    members = forms.ModelMultipleChoiceField(
        Member.objects.none(), label=gettext_lazy("Who of us comes"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    minutes = minutes_field()
    since = DayField(label=gettext_lazy("From"))
    until = DayField(label=gettext_lazy("To"))
    place = forms.CharField(label=gettext_lazy("Place or link"), max_length=300, required=False)

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].queryset = client.contacts.filter(deleted_at=None)  # type: ignore[attr-defined]
        self.fields["members"].queryset = who_may_come(client)  # type: ignore[attr-defined]

    def clean_minutes(self) -> int:
        minutes: int = self.cleaned_data["minutes"]
        if not SHORTEST <= minutes <= LONGEST:
            raise ValidationError(
                _("A meeting takes between %(least)s minutes and %(most)s hours.")
                % {"least": SHORTEST, "most": LONGEST // 60}
            )
        return minutes

    def clean(self) -> dict[str, Any]:
        words = super().clean() or {}
        since, until = words.get("since"), words.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day cannot be before the first."))
        elif until and until < clock.today():
            self.add_error("until", _("These days are over already."))
        elif since and until and until - since > SEARCHED:
            self.add_error("until", _("Times are looked for within three months."))
        return words


@require_http_methods(["GET", "HEAD", "POST"])
def client_times(request: HttpRequest, pk: int) -> HttpResponse:
    return _propose(request, client_for(acting(request), pk, "meeting.keep"), None)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_times(request: HttpRequest, pk: int) -> HttpResponse:
    """For a meeting that is planned: the pick moves it."""
    meeting = meeting_for(acting(request), pk)
    if meeting.client is None or meeting.from_outside or meeting.state != Meeting.State.PLANNED:
        raise Http404(_("There is no such meeting."))
    return _propose(request, meeting.client, meeting)


@require_POST
def offer_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    offer = Offer.objects.select_related("contact").filter(pk=pk).first()
    if offer is None:
        raise Http404(_("There is no such offer."))
    offer.client = client_for(member, offer.client_id, "meeting.keep")
    if withdraw_offer(offer, by=member):
        words = _("The times offered to %(name)s are taken back; their link opens nothing any more.")
        messages.success(request, words % {"name": offer.contact.name})
    return go("client_meetings", offer.client_id)


def _propose(request: HttpRequest, client: Client, meeting: Meeting | None) -> HttpResponse:
    member = acting(request)
    sent = request.POST if request.method == "POST" else request.GET if "since" in request.GET else None
    form = TimesForm(sent, client=client, initial=_first(client, member, meeting))
    found: Found | None = None
    if form.is_valid():
        if request.method == "POST" and (answer := _send(request, form, client, meeting)):
            return answer
        found = _look(form, client, member, meeting)
    contact = form.cleaned_data.get("contact") if form.is_bound and hasattr(form, "cleaned_data") else None
    context = {
        "form": form, "client": client, "client_url": reverse("client", args=[client.pk]), "meeting": meeting,
        "found": found, "sent": _hidden(sent) if found is not None and sent is not None else (), "contact": contact,
        "their_zone": (contact.zone if contact and contact.zone in clock.ZONES else "") or client.zone,
        "back": reverse("meeting", args=[meeting.pk]) if meeting else reverse("client_meetings", args=[client.pk]),
    }  # fmt: skip
    return render(request, "desk/meetings/times.html", context, status=422 if form.errors else 200)


def _look(form: TimesForm, client: Client, member: Member, meeting: Meeting | None) -> Found:
    words = form.cleaned_data
    zone = clock.zone_of(member.zone)
    since = max(soonest(), datetime.combine(words["since"], time.min, zone))
    until = datetime.combine(words["until"] + timedelta(days=1), time.min, zone)
    if until <= since:
        return Found((), ())
    host = meeting.host if meeting is not None else member
    ours = {one.pk: one for one in (host, *words["members"])}.values()
    table = sides(client, ours, [words["contact"]], since=since, until=until, but=meeting)
    return table.find(since, until, words["minutes"])


def _send(request: HttpRequest, form: TimesForm, client: Client, meeting: Meeting | None) -> HttpResponse | None:
    """None when something was refused; it is said on the form then."""
    words = form.cleaned_data
    try:
        times = [_instant(one) for one in request.POST.getlist("at")[:20]]
        offer, _address = offer_times(
            client, by=acting(request), contact=words["contact"], times=times, members=words["members"],
            title=words["title"], minutes=words["minutes"], place=words["place"], moves=meeting,
        )  # fmt: skip
    except ValidationError as refusal:
        form.say(refusal)
        return None
    messages.success(request, _("The times go to %(name)s by mail.") % {"name": offer.contact.name})
    return go("client_meetings", client.pk)


def _instant(written: str) -> datetime:
    try:
        at = datetime.fromisoformat(written[:40])
        return at.astimezone(UTC).replace(second=0, microsecond=0) if at.tzinfo else _no_time()
    except (ValueError, OverflowError):
        return _no_time()


def _no_time() -> datetime:
    raise ValidationError({"times": _("Choose the times from the list.")})


def _hidden(sent: QueryDict) -> list[tuple[str, str]]:
    """What was asked, carried along to the sending."""
    names = ("title", "contact", "members", "minutes", "since", "until", "place")
    return [(name, value) for name in names for value in sent.getlist(name)]


def _first(client: Client, member: Member, meeting: Meeting | None) -> dict[str, Any]:
    today = clock.today(member.zone)
    first: dict[str, Any] = {"since": today, "until": today + USUAL, "minutes": 60, "members": [member.pk]}
    people = client.contacts.filter(deleted_at=None)
    if meeting is not None:
        seats = list(meeting.participants.values_list("member", "contact"))
        first |= {
            "title": str(meeting), "minutes": meeting.minutes, "place": meeting.place,
            "members": [pk for pk, _contact in seats if pk],
        }  # fmt: skip
        people = people.filter(pk__in=[pk for _member, pk in seats if pk]) or people
    return first | {"contact": next(iter(people.values_list("pk", flat=True)[:1]), None)}
