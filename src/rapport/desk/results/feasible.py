"""Asks before it is promised: can this be reached with this money, how likely, what would do and by when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from rapport.agency.access import acting
from rapport.catalogue.models import Metric
from rapport.desk.fields import PlainForm
from rapport.desk.whereto import about
from rapport.portfolio.access import client_for
from rapport.reckon.feasible import Promise
from rapport.results.readings.facts import metrics_of
from rapport.results.targets.weigh import SPEND, weigh

LONGEST_DAYS = 366
MOST = 10**12
TONES = {"within reach": "good", "a stretch": "warn", "out of reach": "bad", "cannot be told": ""}


class AskForm(PlainForm):
    metric = forms.ModelChoiceField(Metric.objects.none(), label=gettext_lazy("Figure"), to_field_name="key")
    promised = forms.FloatField(min_value=0, max_value=MOST, label=gettext_lazy("How much is promised"))
    days = forms.IntegerField(
        min_value=1, max_value=LONGEST_DAYS, label=gettext_lazy("Within how many days"), initial=30
    )
    spend = forms.FloatField(
        min_value=0, max_value=MOST, required=False, label=gettext_lazy("With how much money"),
        help_text=gettext_lazy("In those days; empty: as was spent lately."),
    )  # fmt: skip

    def __init__(self, *args: Any, client_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        read = [key for key in metrics_of(client_id) if key != SPEND]
        field: Any = self.fields["metric"]
        field.queryset = Metric.objects.filter(key__in=read, adds=Metric.Adds.SUM, active=True)


@require_safe
def feasible(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "figures.see")
    asked = "metric" in request.GET
    form = AskForm(request.GET if asked else None, client_id=client.pk)
    answer: Promise | None = None
    if asked and form.is_valid():
        told = form.cleaned_data
        answer = weigh(client, told["metric"], told["promised"], days=told["days"], spend=told["spend"])
    context = about(client, form=form, answer=answer, word=words().get(answer.verdict) if answer else "", tones=TONES)
    return render(request, "desk/results/feasible.html", context, status=422 if form.errors else 200)


def words() -> dict[str, str]:
    """The four answers, as people say them."""
    return {
        "within reach": _("Within reach"),
        "a stretch": _("A stretch"),
        "out of reach": _("Out of reach"),
        "cannot be told": _("Cannot be told"),
    }
