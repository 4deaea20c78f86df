"""A new client: what must be known at once, and the rest for whoever has it at hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.agency.models import Agency, Member
from rapport.catalogue.models import Service
from rapport.desk.colleagues import MemberField, keepers
from rapport.desk.fields import FeeField, once_field
from rapport.desk.keeping.forms import ClientForm
from rapport.portfolio.models import Engagement

ROWS = (1, 2, 3)


class NewClientForm(ClientForm):
    keeper = MemberField(label=gettext_lazy("Keeper"))
    deputy = MemberField(label=gettext_lazy("Deputy"), required=False, empty_label=gettext_lazy("nobody"))
    once = once_field()
    load_seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, data: Any, *, by: Member, agency: Agency) -> None:
        begin = {
            "keeper": by.pk, "zone": agency.zone, "country": agency.country, "week": agency.week,
            "language": by.language,
        }  # fmt: skip
        super().__init__(data, initial=begin)
        for later in ("version", "silence_days", "silence_note"):
            del self.fields[later]
        choices = keepers()
        self.fields["keeper"].among(choices, agency=agency)  # type: ignore[attr-defined]
        self.fields["deputy"].among(choices)  # type: ignore[attr-defined]
        self.currency = agency.currency
        services = Service.objects.filter(active=True)
        for n in ROWS:
            self.fields[f"service_{n}"] = forms.ModelChoiceField(
                services, label=_("Service") if n == 1 else _("Service %(n)s") % {"n": n}, required=False,
                empty_label=gettext_lazy("none yet"),
            )  # fmt: skip
            fee = _("Fee a month, %(currency)s") % {"currency": agency.currency}
            self.fields[f"fee_{n}"] = FeeField(label=fee, required=False)
        self.speak_plainly()

    def clean(self) -> dict[str, Any] | None:
        super().clean()
        for n in ROWS:
            if self.cleaned_data.get(f"fee_{n}") is not None and not self.cleaned_data.get(f"service_{n}"):
                self.add_error(f"service_{n}", _("Choose the service this fee is for."))
        keeper, deputy = self.cleaned_data.get("keeper"), self.cleaned_data.get("deputy")
        if keeper and keeper == deputy:
            self.add_error("deputy", _("The deputy is somebody else than the keeper."))
        return self.cleaned_data

    def engagements(self, since: Any) -> list[Engagement]:
        return [
            Engagement(
                service=self.cleaned_data[f"service_{n}"], fee=self.cleaned_data.get(f"fee_{n}"),
                currency=self.currency, since=since,
            )
            for n in ROWS
            if self.cleaned_data.get(f"service_{n}")
        ]  # fmt: skip
