"""What a client buys, who of us works for it, and who talks directly."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.agency.models import Agency, Member, Role
from rapport.catalogue.models import Service
from rapport.desk.colleagues import MemberField, with_roles
from rapport.desk.fields import DayField, FeeField, PlainForm, once_field
from rapport.journal import clock
from rapport.portfolio.models import Client, Contact, Crew, Engagement


class EngagementForm(PlainForm):
    service = forms.ModelChoiceField(Service.objects.none(), label=gettext_lazy("Service"))
    package = forms.CharField(label=gettext_lazy("Package"), max_length=80, required=False)
    fee = FeeField(label=gettext_lazy("Fee a month"), required=False)
    currency = forms.CharField(label=gettext_lazy("Currency"), max_length=3)
    since = DayField(label=gettext_lazy("Since"))
    until = DayField(label=gettext_lazy("Until"), required=False)
    once = once_field()

    def __init__(self, data: Any, *, agency: Agency, engagement: Engagement | None = None) -> None:
        now: dict[str, Any] = {"currency": agency.currency, "since": clock.today()}
        if engagement is not None:
            names = ("package", "fee", "currency", "since", "until")
            now = {name: getattr(engagement, name) for name in names} | {"service": engagement.service_id}
        super().__init__(data, initial=now)
        offered = Q(active=True) | Q(pk=engagement.service_id) if engagement else Q(active=True)
        self.fields["service"].queryset = Service.objects.filter(offered)  # type: ignore[attr-defined]
        if engagement is not None:
            del self.fields["service"]

    def clean_currency(self) -> str:
        currency: str = self.cleaned_data["currency"].upper()
        if len(currency) != 3 or not (currency.isascii() and currency.isalpha()):
            raise ValidationError(_("A currency has three letters, such as EUR."))
        return currency

    def clean(self) -> dict[str, Any] | None:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", _("The end is before the beginning."))
        return super().clean()


class CrewForm(PlainForm):
    member = MemberField(label=gettext_lazy("Specialist or contractor"), empty_label=gettext_lazy("Choose a colleague"))

    def __init__(self, data: Any, *, client: Client) -> None:
        super().__init__(data)
        there = Crew.objects.current().filter(client=client).values("member")
        self.fields["member"].among(with_roles(Role.SPECIALIST, Role.CONTRACTOR).exclude(pk__in=there))  # type: ignore[attr-defined]


class DirectLineForm(PlainForm):
    line_member = MemberField(label=gettext_lazy("Who of us"), empty_label=gettext_lazy("Choose a colleague"))
    contact = forms.ModelChoiceField(
        Contact.objects.none(),
        label=gettext_lazy("With whom"),
        required=False,
        empty_label=gettext_lazy("anybody there"),
    )
    about = forms.CharField(label=gettext_lazy("About what"), max_length=200, required=False)

    def __init__(self, data: Any, *, client: Client) -> None:
        super().__init__(data)
        self.fields["line_member"].among(Member.objects.filter(is_active=True))  # type: ignore[attr-defined]
        self.fields["contact"].queryset = client.contacts.filter(deleted_at=None)  # type: ignore[attr-defined]
