"""A calendar file dropped into the meetings: what became of each entry, said one by one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rapport.agency.access import acting, may
from rapport.agency.models import Member
from rapport.conversations.meetings.drop import drop
from rapport.desk.fields import PlainForm
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client
from rapport.reckon.calendars import LIMITS


class FileForm(PlainForm):
    client = forms.ModelChoiceField(
        Client.objects.none(), label=gettext_lazy("Client"), required=False,
        empty_label=gettext_lazy("whose people stand in it"),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Calendar file (.ics)"), allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".ics,.ical,text/calendar"}),
    )  # fmt: skip

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Client.objects.here().visible_to(member).order_by("folded")
        self.fields["client"].queryset = rows  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def meetings_file(request: HttpRequest) -> HttpResponse:
    member = acting(request)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = FileForm(*sent, member=member, initial={"client": request.GET.get("client", "")[:18]})
    told: Any = None
    notes: Any = ()
    if form.is_valid():
        try:
            told, notes = _drop(form, member)
        except ValidationError as refusal:
            form.say(refusal)
    context = {"form": form, "told": told, "notes": notes, "client": None, "meeting": None}
    return render(request, "desk/meetings/file.html", context, status=422 if form.errors else 200)


def _drop(form: FileForm, member: Member) -> Any:
    chosen, file = form.cleaned_data["client"], form.cleaned_data["file"]
    if file.size > LIMITS.size:
        raise ValidationError({"file": _("The file is too large to be a calendar.")})
    client = client_for(member, chosen.pk, "meeting.keep") if chosen else None
    if client is None and not may(member, "meeting.keep"):
        raise ValidationError({"client": _("Choose the client.")})
    return drop(file.read(), by=member, client=client)
