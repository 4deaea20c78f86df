"""Signed exceptions to one client per industry: which there are, why, and when to look at each again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.agency.access import acting
from rapport.agency.models import Member
from rapport.desk.fields import DayField, PlainForm
from rapport.journal import clock
from rapport.portfolio.access import client_for
from rapport.portfolio.exclusivity import REVIEW_AFTER, review
from rapport.portfolio.models import Client, SharedIndustry


class ReviewForm(PlainForm):
    reason = forms.CharField(
        label=gettext_lazy("Why it is still right"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    review_on = DayField(label=gettext_lazy("Look at it again on"))


def exceptions(request: HttpRequest) -> HttpResponse:
    rows = _mine(acting(request)).order_by("review_on", "id")
    return render(request, "desk/exceptions/exceptions.html", {"exceptions": rows[:500], "day": clock.today()})


def exception_review(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    exception = _mine(member).filter(pk=pk).first()
    if exception is None:
        raise Http404(_("There is no such exception."))
    exception.client = client_for(member, exception.client_id, "client.except")
    now: dict[str, Any] = {"reason": exception.reason, "review_on": clock.today() + REVIEW_AFTER}
    form = ReviewForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        try:
            review(exception, by=member, review_on=form.cleaned_data["review_on"], reason=form.cleaned_data["reason"])
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("The exception stands until its next review."))
            return redirect("exceptions")
    context = {"form": form, "exception": exception}
    return render(request, "desk/exceptions/exception.html", context, status=422 if form.errors else 200)


def _mine(member: Member) -> Any:
    """Exceptions of clients whose team the member heads."""
    led = [c.pk for c in _led(member)]
    return SharedIndustry.objects.filter(client__in=led).select_related("client", "other", "signed_by", "reviewed_by")


def _led(member: Member) -> list[Client]:
    rows = Client.objects.here().visible_to(member).filter(pk__in=SharedIndustry.objects.values("client"))
    return [client for client in rows if "head" in client.standing_of(member)]
