"""What sales writes down about a new client: facts, what was sold, what was promised, who is who there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.agency.models import Agency, Member
from rapport.catalogue.models import Service
from rapport.desk.colleagues import MemberField, keepers
from rapport.desk.fields import DayField, FeeField, PlainForm, once_field
from rapport.desk.languages import languages
from rapport.desk.members.forms import zone_field
from rapport.onboarding.handovers.models import Handover
from rapport.portfolio.models import Client, Contact, Status, Tier
from rapport.ui.countries import countries

FACTS = (
    "legal_name", "legal_number", "address", "city", "country", "language", "zone", "industry", "tier", "mail",
    "phone", "web_site",
)  # fmt: skip
MOST = {"services": 9, "promises": 20, "people": 15}
EMPTY = 2  # lines that stand ready


class HandoverForm(PlainForm):
    """Nothing here must be known to save it; what is missing is said on its page."""

    name = forms.CharField(label=gettext_lazy("Name of the client"), max_length=160, required=False)
    prospect = forms.ModelChoiceField(
        Client.objects.none(), label=gettext_lazy("Is a prospect of ours already"), required=False,
        empty_label=gettext_lazy("no, it is new"),
    )  # fmt: skip
    industry = forms.CharField(
        label=gettext_lazy("Industry"), max_length=120, required=False,
        help_text=gettext_lazy("We work for one client per industry, so its word matters."),
        widget=forms.TextInput(attrs={"list": "industries", "autocomplete": "off"}),
    )  # fmt: skip
    tier = forms.ChoiceField(label=gettext_lazy("Tier"), choices=Tier.choices, required=False)
    legal_name = forms.CharField(label=gettext_lazy("Legal name"), max_length=200, required=False)
    legal_number = forms.CharField(label=gettext_lazy("Register or tax number"), max_length=60, required=False)
    address = forms.CharField(label=gettext_lazy("Street and number"), max_length=300, required=False)
    city = forms.CharField(label=gettext_lazy("City"), max_length=100, required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    zone = zone_field(gettext_lazy("Time zone"))
    mail = forms.EmailField(label=gettext_lazy("Mail address"), max_length=250, required=False)
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=60, required=False)
    web_site = forms.CharField(label=gettext_lazy("Web site"), max_length=190, required=False)
    no_promises = forms.BooleanField(label=gettext_lazy("Nothing was promised"), required=False)
    notes = forms.CharField(
        label=gettext_lazy("Sealed notes"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Kept encrypted; the keeper opens them by a press that is written down."),
    )  # fmt: skip
    keeper = MemberField(
        label=gettext_lazy("Who is to look after them"), required=False, empty_label=gettext_lazy("not decided yet")
    )
    once = once_field()
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, by: Member, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].required = False
        self.fields["country"].choices = countries(empty=_("not known"))  # type: ignore[attr-defined]
        self.fields["language"].choices = languages(empty=_("not known"))  # type: ignore[attr-defined]
        self.fields["keeper"].among(keepers(), agency=agency)  # type: ignore[attr-defined]
        mine = Client.objects.here().visible_to(by).filter(status=Status.PROSPECT).order_by("folded")
        self.fields["prospect"].queryset = mine  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        words = self.cleaned_data
        found = {
            "name": _line(words["name"]) or (words["prospect"].name if words["prospect"] else ""),
            "client": words["prospect"],
            "facts": {name: _line(str(words[name] or "")) for name in FACTS},
            "no_promises": words["no_promises"],
            "keeper": words["keeper"],
        }
        return {**found, "notes": words["notes"]} if words["notes"].strip() else found


class SoldForm(PlainForm):
    service = forms.ChoiceField(label=gettext_lazy("Service"), required=False)
    package = forms.CharField(label=gettext_lazy("Package"), max_length=80, required=False)
    fee = FeeField(label=gettext_lazy("Fee a month"), required=False)
    currency = forms.CharField(label=gettext_lazy("Currency"), max_length=3, min_length=3, required=False)
    since = DayField(label=gettext_lazy("From"), required=False)

    def __init__(self, *args: Any, services: list[tuple[str, str]], currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = [("", ""), *services]  # type: ignore[attr-defined]
        self.usual = currency

    def clean(self) -> dict[str, Any] | None:
        words = super().clean() or self.cleaned_data
        filled = words.get("package") or words.get("fee") is not None or words.get("since")
        if filled and not words.get("service") and "service" not in self.errors:
            self.add_error("service", _("Choose the service this is about."))
        return words

    def row(self) -> dict[str, Any] | None:
        words = self.cleaned_data
        if not words.get("service"):
            return None
        return {
            "service": words["service"],
            "package": _line(words["package"]),
            "fee": str(words["fee"]) if words["fee"] is not None else "",
            "currency": (words["currency"] or self.usual).upper(),
            "since": words["since"].isoformat() if words["since"] else "",
        }


class PromisedForm(PlainForm):
    what = forms.CharField(label=gettext_lazy("What was promised"), max_length=300, required=False)
    due = DayField(label=gettext_lazy("By which day"), required=False)

    def row(self) -> dict[str, Any] | None:
        words = self.cleaned_data
        if not _line(words.get("what") or ""):
            return None
        return {"what": _line(words["what"]), "due": words["due"].isoformat() if words["due"] else ""}


class PersonForm(PlainForm):
    first_name = forms.CharField(label=gettext_lazy("First name"), max_length=80, required=False)
    last_name = forms.CharField(label=gettext_lazy("Last name"), max_length=80, required=False)
    job = forms.CharField(label=gettext_lazy("Job"), max_length=120, required=False)
    place = forms.ChoiceField(
        label=gettext_lazy("In decisions"), choices=[("", ""), *Contact.Place.choices], required=False
    )
    mail = forms.EmailField(label=gettext_lazy("Mail address"), max_length=250, required=False)
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=60, required=False)

    def clean(self) -> dict[str, Any] | None:
        words = super().clean() or self.cleaned_data
        named = words.get("first_name") or words.get("last_name")
        if not named and (words.get("mail") or words.get("phone") or words.get("job")):
            self.add_error("first_name", _("Write a first or a last name."))
        return words

    def row(self) -> dict[str, Any] | None:
        words = {name: _line(str(self.cleaned_data.get(name) or "")) for name in self.fields}
        return words if words["first_name"] or words["last_name"] else None


class Sheets:
    """The three lists of a handover, each with lines that stand ready for more."""

    def __init__(self, data: Any, handover: Handover | None, agency: Agency) -> None:
        services = [(one.key, one.name) for one in Service.objects.filter(active=True)]
        known = {
            "services": handover.services if handover else [],
            "promises": handover.promises if handover else [],
            "people": handover.people if handover else [],
        }
        also = [(row["service"], row["service"]) for row in known["services"] if row["service"] not in dict(services)]
        options = {"services": [*services, *also], "currency": agency.currency}
        self.services = _set(SoldForm, "services", data, known["services"], options)
        self.promises = _set(PromisedForm, "promises", data, known["promises"])
        self.people = _set(PersonForm, "people", data, known["people"])

    @property
    def all(self) -> tuple[BaseFormSet, ...]:
        return (self.services, self.promises, self.people)

    def is_valid(self) -> bool:
        """Each of them is asked, so that all refusals are shown at once."""
        found = [each.is_valid() for each in self.all]
        return all(found)

    def values(self) -> dict[str, Any]:
        return {
            name: [row for form in each.forms if (row := form.row()) is not None]
            for name, each in zip(("services", "promises", "people"), self.all, strict=True)
        }

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """(id of the control, its label, the sentence), for the summary on top."""
        return [
            (bound.id_for_label, str(bound.label), str(bound.errors[0]))
            for each in self.all
            if each.is_bound
            for form in each.forms
            for bound in form
            if bound.errors
        ] + [("", "", str(words)) for each in self.all if each.is_bound for words in each.non_form_errors()]


def facts_of(handover: Handover) -> dict[str, Any]:
    """A handover as the form has it; sealed notes are not shown."""
    return {
        **{name: handover.facts.get(name, "") for name in FACTS},
        "name": handover.name,
        "prospect": handover.client_id,
        "no_promises": handover.no_promises,
        "keeper": handover.keeper_id,
        "version": handover.version,
    }


def _set(
    form: type[PlainForm], name: str, data: Any, rows: list[dict[str, Any]], options: Mapping[str, Any] | None = None
) -> BaseFormSet:
    most = MOST[name]
    made = formset_factory(form, extra=EMPTY, max_num=most, absolute_max=most + EMPTY, validate_max=True)
    return made(data, prefix=name, initial=rows, form_kwargs=dict(options or {}))


def _line(text: str) -> str:
    return " ".join(text.replace("\0", "").split())
