"""The doors of the house: sign-in, the demo's list of people, the first run, an invitation; and whether it is open."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.contrib.auth import login
from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rapport.agency.invite import AlreadyHere, accept, first_administrator, invited
from rapport.agency.models import Member
from rapport.approvals.withdraw import waiting_approvals
from rapport.desk.door.forms import FirstRunForm, PasswordForm
from rapport.desk.onward import asked, go
from rapport.desk.seeding import mark
from rapport.overview.portal.send_key import key_for
from rapport.portfolio.models import Contact
from rapport.portfolio.welcome import welcome

BACKEND = "rapport.desk.signed_in.SignedIn"
CONTACTS = 6  # of clients, at the demo's door


@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """Where whoever is not signed in is led: the demo's list, the first run, or signing in."""
    onward = urlencode({"next": asked(request)})
    if request.user.is_authenticated:
        return redirect(asked(request))
    if settings.DEMO and mark.stands():
        return redirect(f"{reverse('demo')}?{onward}")
    if not Member.objects.exists():
        if _from_here(request):
            return redirect("first_run")
        return render(request, "desk/door/no_first_run.html", status=403)
    return redirect(f"{reverse('account_login')}?{onward}")


@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    _only_in_the_demo()
    people = Member.objects.filter(is_active=True).select_related("team").order_by("pk")
    context = {
        "people": people,
        "contacts": _clients_people().order_by("client__folded", "pk")[:CONTACTS],
        "languages": dict(settings.LANGUAGES),
        "next": asked(request),
    }
    return render(request, "desk/door/demo.html", context)


@require_POST
def enter_demo(request: HttpRequest, pk: int) -> HttpResponse:
    _only_in_the_demo()
    login(request, get_object_or_404(Member, pk=pk, is_active=True), backend=BACKEND)
    return go(asked(request))


@require_POST
def enter_demo_as_client(request: HttpRequest, pk: int) -> HttpResponse:
    """A key to the portal, as its letter would have brought it."""
    _only_in_the_demo()
    return go(key_for(get_object_or_404(_clients_people(), pk=pk)))


@require_http_methods(["GET", "HEAD", "POST"])
def first_run(request: HttpRequest) -> HttpResponse:
    """The first administrator of a fresh house; from this machine only, and only while nobody is here."""
    if Member.objects.exists() or not _from_here(request):
        raise Http404
    form = FirstRunForm(request.POST or None)
    if form.is_valid():
        try:
            member = first_administrator(**form.cleaned_data, language=(get_language() or "en")[:2])
        except AlreadyHere:
            raise Http404 from None
        login(request, member, backend=BACKEND)
        return go("/")
    return render(request, "desk/door/first_run.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Choosing a password. Looking at the page uses nothing up."""
    member = invited(token)
    if member is None:
        return render(request, "desk/door/invitation_over.html", status=410)
    form = PasswordForm(request.POST or None, initial={"name": member.name}, email=member.email)
    if form.is_valid():
        joined = accept(token, name=form.cleaned_data["name"], password=form.cleaned_data["password"])
        if joined is None:
            return render(request, "desk/door/invitation_over.html", status=410)
        login(request, joined, backend=BACKEND)
        return go("/")
    context = {"form": form, "invited": member}
    return render(request, "desk/door/invitation.html", context, status=422 if form.errors else 200)


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For whoever watches the house: 200 when the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain", headers={"Cache-Control": "no-store"})


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return redirect(static("ui/img/favicon.ico"))


def _clients_people() -> QuerySet[Contact]:
    """Contacts for whom something waits in the portal."""
    waiting = waiting_approvals(passed_name="").values("contact")
    return welcome().filter(pk__in=waiting, channels__kind="mail").distinct()


def _only_in_the_demo() -> None:
    if not (settings.DEMO and mark.stands()):
        raise Http404


def _from_here(request: HttpRequest) -> bool:
    """Asked from this very machine, by no proxy: a proxy would make everyone look like it."""
    forwarded = any(name in request.headers for name in ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via"))
    try:
        near = ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        near = False
    return near and not forwarded
