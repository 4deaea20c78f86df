"""Handovers from sales: those one sees, writing one, and one with what it still lacks and what may be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.agency.access import acting, may
from rapport.agency.models import Agency, Member
from rapport.catalogue.editions import newest_of
from rapport.catalogue.models import Service
from rapport.desk.colleagues import MemberField, specialists
from rapport.desk.fields import PlainForm
from rapport.desk.handovers.forms import HandoverForm, Sheets, facts_of
from rapport.desk.languages import language_name
from rapport.desk.onward import go
from rapport.desk.signing import SigningForm, collision
from rapport.journal import clock
from rapport.onboarding.handovers.access import handover_for, may_accept, may_write, refuse_unless, visible_to
from rapport.onboarding.handovers.judge import a_day, amount, judge, service_names
from rapport.onboarding.handovers.models import Handover
from rapport.onboarding.handovers.write import Stale, begin, write
from rapport.onboarding.starts.models import Start
from rapport.portfolio.exclusivity import Collides
from rapport.portfolio.models import Contact, Industry
from rapport.ui.countries import country
from rapport.ui.formats import ago, city

SHOWN = 100
WAITING = (Handover.State.SENT, Handover.State.RETURNED, Handover.State.DRAFT)
TONES = {"sent": "warn", "returned": "bad", "accepted": "good"}


class ReturnForm(PlainForm):
    words = forms.CharField(
        label=gettext_lazy("What is missing or unclear"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class SpecialistsForm(PlainForm):
    """Who works on each service from the first day; for what has a playbook."""

    def __init__(self, data: Any, services: Sequence[Service]) -> None:
        super().__init__(data)
        choices = specialists()
        for service in services:
            label = _("Specialist for %(service)s") % {"service": service.name}
            field = MemberField(label=label, required=False, empty_label=_("nobody yet"))
            self.fields[f"specialist_{service.key}"] = field.among(choices)
        self.speak_plainly()

    def values(self) -> dict[str, Member]:
        return {name.removeprefix("specialist_"): one for name, one in self.cleaned_data.items() if one}


def handovers(request: HttpRequest) -> HttpResponse:
    member = acting(request)
    ended = request.GET.get("state") == "ended"
    rows = visible_to(member).select_related("keeper", "made_by", "client")
    rows = rows.exclude(state__in=WAITING) if ended else rows.filter(state__in=WAITING)
    shown = list(rows.order_by("-sent_at" if ended else "sent_at", "-pk")[: SHOWN + 1])
    here, names = reverse("handovers"), service_names()
    context = {
        "handovers": [(one, 0 if ended else len(judge(one, names).required)) for one in shown[:SHOWN]],
        "more": len(shown) > SHOWN,
        "ended": ended,
        "segments": [(_("Under way"), here, None, not ended), (_("Ended"), f"{here}?state=ended", None, ended)],
        "tones": TONES,
        "may_starts": may(member, "start.see"),
    }
    return render(request, "desk/handovers/handovers.html", context)


def handover_new(request: HttpRequest) -> HttpResponse:
    return _write(request, None)


def handover_change(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    handover = handover_for(member, pk)
    refuse_unless(may_write(member, handover))
    return _write(request, handover)


def handover(request: HttpRequest, pk: int) -> HttpResponse:
    return draw(request, handover_for(acting(request), pk))


def draw(
    request: HttpRequest,
    handover: Handover,
    *,
    status: int = 200,
    taken: Collides | None = None,
    signing: SigningForm | None = None,
    **more: Any,
) -> HttpResponse:
    """One handover with everything that may be done with it; also the answer to a deed that was refused."""
    member = acting(request)
    services = {one.key: one for one in Service.objects.filter(key__in=[row["service"] for row in handover.services])}
    begun = list(Start.objects.filter(handover=handover).select_related("edition__service")) if handover.client else []
    deciding = may_accept(member, handover) and handover.state in WAITING
    playbooks = newest_of(services.values()) if deciding else {}
    verdict = judge(handover)
    context: dict[str, Any] = {
        "handover": handover,
        "facts": _in_words(handover.facts),
        "verdict": verdict,
        "sold": [_sold(row, services.get(row["service"])) for row in handover.services],
        "promised": [(row["what"], a_day(row.get("due"))) for row in handover.promises],
        "places": dict(Contact.Place.choices),
        "starts": begun,
        "tones": TONES,
        "writes": may_write(member, handover),
        "accepts": deciding and (handover.state == Handover.State.SENT or handover.made_by_id == handover.keeper_id),
        "brings_back": handover.state == Handover.State.DROPPED and may(member, "handover.write"),
        "reads_notes": bool(handover.notes) and (handover.made_by_id == member.pk or may_accept(member, handover)),
        "notes": None,
        "return_form": ReturnForm(),
        "specialists_form": SpecialistsForm(None, [one for one in services.values() if one.pk in playbooks]),
        "without_playbook": [one.name for one in services.values() if one.pk not in playbooks] if deciding else [],
        **collision(request, taken, signing or SigningForm.read(request)),
    }  # fmt: skip
    return render(request, "desk/handovers/handover.html", {**context, **more}, status=status)


def _in_words(facts: dict[str, Any]) -> dict[str, Any]:
    """What the form keeps as codes, as one says it."""
    said = {"country": country, "language": language_name, "zone": city}
    return {name: said[name](value) if name in said and value else value for name, value in facts.items()}


def _sold(row: dict[str, Any], service: Service | None) -> tuple[str, dict[str, Any], Any, Any]:
    return service.name if service else row["service"], row, amount(row.get("fee")), a_day(row.get("since"))


def _write(request: HttpRequest, handover: Handover | None) -> HttpResponse:
    member, agency = acting(request), Agency.ours()
    data = request.POST if request.method == "POST" else None
    first = (
        facts_of(handover)
        if handover
        else {"country": agency.country, "zone": agency.zone, "language": member.language, "tier": "B"}
    )
    form = HandoverForm(data, by=member, agency=agency, initial=first)
    sheets = Sheets(data, handover, agency)
    if data is not None and all([form.is_valid(), sheets.is_valid()]):
        values = {**form.values(), **sheets.values()}
        try:
            kept = _keep(handover, values, form, member)
        except ValidationError as refusal:
            form.say(refusal)
        except Stale as stale:
            said = _("Somebody saved it meanwhile, %(ago)s. Look at theirs, then save once more to keep yours.")
            form.add_error(None, said % {"ago": ago(clock.now())})
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["version"] = str(stale.theirs.version)  # type: ignore[index]
        else:
            left = len(judge(kept).required)
            messages.success(request, _("Saved.") if left else _("Saved; nothing is missing."))
            return go("handover", kept.pk)
    context = {
        "handover": handover,
        "form": form,
        "sheets": sheets,
        "industries": Industry.objects.values_list("name", flat=True)[:1000],
        "zones": sorted(clock.ZONES),
    }
    refused = data is not None
    return render(request, "desk/handovers/handover_write.html", context, status=422 if refused else 200)


def _keep(handover: Handover | None, values: dict[str, Any], form: HandoverForm, member: Member) -> Handover:
    if handover is None:
        once = form.cleaned_data["once"]
        return begin(values, by=member, once=f"form:{once}" if once else None)
    return write(handover, values, by=member, version=form.cleaned_data["version"] or 0)
