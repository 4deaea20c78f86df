"""A brief of a service: what is asked and answered, how complete it is, its versions, and the client's yes to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.agency.access import acting, may
from rapport.approvals import facts as approvals
from rapport.delivery.answers import yes_of
from rapport.delivery.briefs.access import brief_for
from rapport.delivery.briefs.ask_client import ask_client
from rapport.delivery.briefs.asking import answered, complete
from rapport.delivery.briefs.make_ready import make_ready, next_version, open_again
from rapport.delivery.briefs.models import Brief
from rapport.delivery.briefs.write import FIELDS, begin, write
from rapport.desk import two_editors
from rapport.desk.asking import AskForm
from rapport.desk.briefs.forms import PREFIX, BriefForm, BriefNewForm, written
from rapport.desk.onward import go
from rapport.desk.whereto import about
from rapport.journal.models import Entry
from rapport.portfolio.access import client_for
from rapport.portfolio.change import ChangedMeanwhile
from rapport.portfolio.show import hide, is_shown, show


def brief(request: HttpRequest, pk: int) -> HttpResponse:
    return draw(request, brief_for(acting(request), pk))


def draw(request: HttpRequest, brief: Brief, *, status: int = 200, refusal: str = "", **forms: Any) -> HttpResponse:
    """The brief with every deed on it; also the answer to one that was refused."""
    member = acting(request)
    asked = approvals.newest(Brief, [brief.pk]).get(brief.pk)
    found = complete(brief)
    may_keep = may(member, "plan.keep", brief.client.standing)
    context = about(
        brief.client,
        brief=brief,
        complete=found,
        answers=[(ask, words, answer, ask.key in found.missing) for ask, words, answer in answered(brief)],
        goals=list(brief.goals.order_by("due", "pk")),
        later=getattr(brief, "next", None),
        asked=asked,
        yes=yes_of(asked),
        shown=is_shown(brief),
        refusal=refusal,
        may_keep=may_keep,
        may_mark=may(member, "portal.mark", brief.client.standing),
        may_ask=may_keep and may(member, "approval.ask", brief.client.standing),
        ask_form=AskForm(client=brief.client),
    )
    return render(request, "desk/briefs/brief.html", context | forms, status=status)


def brief_new(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "plan.keep")
    form = BriefNewForm(request.POST if request.method == "POST" else None, client=client)
    if form.is_valid():
        sent = form.cleaned_data
        try:
            made = begin(
                client, sent["service"], by=member, title=sent["title"], understanding=sent.get("understanding"),
                once=f"form:{sent['once']}" if sent["once"] else None,
            )  # fmt: skip
        except ValidationError as refusal:
            form.say(refusal)
        else:
            return go("brief_change", made.pk)
    back = reverse("client_plan", args=[pk])
    context = about(client, form=form, title=_("Begin a brief"), deed=_("Begin it"), back=back)
    return render(request, "desk/plans/form.html", context, status=422 if form.errors else 200)


def brief_change(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    brief = brief_for(member, pk, "plan.keep")
    if brief.state != Brief.State.DRAFT:
        messages.error(request, _("It is ready. Open it again, or write the next version."))
        return go("brief", pk)
    form = BriefForm(request.POST if request.method == "POST" else None, brief=brief)
    if form.is_valid():
        values = two_editors.chosen(form.values(), written(brief), request.POST)
        try:
            done = write(
                brief, {name: values[name] for name in FIELDS if name in values}, by=member,
                version=form.cleaned_data["version"] or 0, goals=values.get("goals"),
                answers={key.removeprefix(PREFIX): value for key, value in values.items() if key.startswith(PREFIX)},
            )  # fmt: skip
        except ChangedMeanwhile:
            return _both(request, brief, form)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            before, now = complete(brief).asked, complete(done).asked
            messages.success(request, _("Saved."))
            # an answer has brought further questions: on with those
            return go("brief_change" if set(now) - set(before) else "brief", pk)
    context = about(brief.client, brief=brief, form=form, back=reverse("brief", args=[pk]))
    return render(request, "desk/briefs/write.html", context, status=422 if form.errors else 200)


@require_POST
def brief_ready(request: HttpRequest, pk: int) -> HttpResponse:
    brief = brief_for(acting(request), pk, "plan.keep")
    try:
        make_ready(brief, by=acting(request))
    except ValidationError as refusal:
        return draw(request, brief, refusal=" ".join(refusal.messages), status=422)
    messages.success(request, _("The brief is ready."), extra_tags=reverse("brief_open", args=[pk]))
    return go("brief", pk)


@require_POST
def brief_open(request: HttpRequest, pk: int) -> HttpResponse:
    brief = brief_for(acting(request), pk, "plan.keep")
    try:
        open_again(brief, by=acting(request))
    except ValidationError as refusal:
        return draw(request, brief, refusal=" ".join(refusal.messages), status=409)
    messages.success(request, _("It is open again."))
    return go("brief", pk)


@require_POST
def brief_next(request: HttpRequest, pk: int) -> HttpResponse:
    brief = brief_for(acting(request), pk, "plan.keep")
    try:
        made = next_version(brief, by=acting(request))
    except ValidationError as refusal:
        return draw(request, brief, refusal=" ".join(refusal.messages), status=409)
    return go("brief", made.pk)


@require_POST
def brief_ask(request: HttpRequest, pk: int) -> HttpResponse:
    brief = brief_for(acting(request), pk, "approval.ask")
    form = AskForm(request.POST, client=brief.client)
    if form.is_valid():
        try:
            contact = form.cleaned_data["contact"]
            ask_client(brief, contact=contact, by=acting(request), due=form.due_at())
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("%(name)s is asked.") % {"name": contact.name})
            return go("brief", pk)
    return draw(request, brief, ask_form=form, status=422)


@require_POST
def brief_mark(request: HttpRequest, pk: int) -> HttpResponse:
    brief = brief_for(acting(request), pk, "portal.mark")
    if request.POST.get("shown") == "yes":
        show(brief, brief.client, acting(request))
        messages.success(request, _("The client sees it from now on."))
    else:
        hide(brief, acting(request))
        messages.success(request, _("The client does not see it any more."))
    return go("brief", pk)


def _both(request: HttpRequest, brief: Brief, form: BriefForm) -> HttpResponse:
    rows = Entry.objects.filter(name="brief.written", about_id=brief.pk).select_related("by").order_by("id")
    entries = [entry for entry in rows if entry.data.get("version", 0) > (form.cleaned_data["version"] or 0)]
    both = two_editors.conflict(form, form.values(), written(brief), entries=entries, version=brief.version)
    context = about(brief.client, **both, back=reverse("brief", args=[brief.pk]))
    return render(request, "desk/two_editors.html", context, status=409)
