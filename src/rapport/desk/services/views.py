"""What we offer: the list for everyone, the words of each service for whoever keeps the catalogue."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from rapport.agency.access import acting, may
from rapport.catalogue.editions import numbers
from rapport.catalogue.models import Draft, Service
from rapport.catalogue.write_service import write_service
from rapport.desk.services.forms import ServiceForm
from rapport.portfolio import facts


def services(request: HttpRequest) -> HttpResponse:
    member = acting(request)
    context = {
        "services": list(Service.objects.all()),
        "clients": facts.clients_per_service(),
        "may_change": (may_change := may(member, "catalogue.change")),
        "numbers": numbers(),
        "drafts": set(Draft.objects.values_list("service", flat=True)) if may_change else set(),
    }
    return render(request, "desk/services/services.html", context)


def service_new(request: HttpRequest) -> HttpResponse:
    return _write(request, Service())


def service_change(request: HttpRequest, pk: int) -> HttpResponse:
    return _write(request, get_object_or_404(Service, pk=pk))


def _write(request: HttpRequest, service: Service) -> HttpResponse:
    form = ServiceForm.of(service, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            write_service(
                service, names=form.texts("name"), descriptions=form.texts("description"),
                active=form.cleaned_data["active"], by=acting(request),
            )  # fmt: skip
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("%(service)s is saved.") % {"service": service.name})
            return redirect("service", service.pk)
    return render(
        request,
        "desk/services/service_words.html",
        {"form": form, "service": service},
        status=422 if form.errors else 200,
    )
