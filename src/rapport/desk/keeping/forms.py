"""What a client is, as its keeper writes it down, and the smaller forms of keeping, resting and parting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.agency.models import Agency, Member
from rapport.desk.colleagues import MemberField, keepers
from rapport.desk.fields import DayField, PlainForm, WordsField
from rapport.desk.languages import languages
from rapport.desk.members.forms import check_week, zone_field
from rapport.journal import clock
from rapport.portfolio.models import Client, Parting, Status, Tier
from rapport.ui.countries import countries

BEGUN = (Status.PROSPECT, Status.ONBOARDING, Status.ACTIVE)


class ClientForm(PlainForm):
    """All facts of a client. Keeper, pauses and the end have pages of their own."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=160)
    industry = forms.CharField(
        label=gettext_lazy("Industry"), max_length=120, required=False,
        help_text=gettext_lazy("We work for one client per industry, so its word matters."),
        widget=forms.TextInput(attrs={"list": "industries", "autocomplete": "off"}),
    )  # fmt: skip
    tier = forms.ChoiceField(label=gettext_lazy("Tier"), choices=Tier.choices, initial=Tier.B)
    status = forms.ChoiceField(
        label=gettext_lazy("Status"), choices=[(s.value, s.label) for s in BEGUN], initial=Status.ACTIVE, required=False
    )
    legal_name = forms.CharField(label=gettext_lazy("Legal name"), max_length=200, required=False)
    legal_number = forms.CharField(label=gettext_lazy("Register or tax number"), max_length=60, required=False)
    address = forms.CharField(label=gettext_lazy("Street and number"), max_length=300, required=False)
    city = forms.CharField(label=gettext_lazy("City"), max_length=100, required=False)
    country = forms.ChoiceField(
        label=gettext_lazy("Country"), required=False, help_text=gettext_lazy("Its public holidays are kept.")
    )
    zone = zone_field(gettext_lazy("Time zone"))
    week = forms.CharField(label=gettext_lazy("Working hours"), max_length=120)
    language = forms.ChoiceField(label=gettext_lazy("Language"))
    mail = forms.EmailField(label=gettext_lazy("Mail address"), max_length=250, required=False)
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=60, required=False)
    web_site = forms.CharField(label=gettext_lazy("Web site"), max_length=200, required=False)
    regions = WordsField(label=gettext_lazy("Regions they serve"), required=False)
    tags = WordsField(label=gettext_lazy("Tags"), required=False)
    key_account = forms.BooleanField(label=gettext_lazy("Key account"), required=False)
    potential = forms.IntegerField(
        label=gettext_lazy("Potential, 0 to 10"), required=False,
        widget=forms.NumberInput(attrs={"min": 0, "max": 10}),
    )  # fmt: skip
    potential_note = forms.CharField(
        label=gettext_lazy("Where the potential lies"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    cadence_days = forms.IntegerField(
        label=gettext_lazy("A word every … days"), required=False,
        help_text=gettext_lazy("Empty: as usual for the tier."),
        widget=forms.NumberInput(attrs={"min": 1, "max": 365}),
    )  # fmt: skip
    silence_days = forms.IntegerField(
        label=gettext_lazy("Silence counts as a yes after … working days"), required=False,
        help_text=gettext_lazy("Only when they agreed. Empty: silence approves nothing. Never about their money."),
        widget=forms.NumberInput(attrs={"min": 1, "max": 60}),
    )  # fmt: skip
    silence_note = forms.CharField(label=gettext_lazy("Where that was agreed"), max_length=300, required=False)
    since = DayField(label=gettext_lazy("Client since"), required=False)
    about = forms.CharField(
        label=gettext_lazy("About them"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = countries(empty=_("not known"))  # type: ignore[attr-defined]
        self.fields["language"].choices = languages(also=self.initial.get("language", ""))  # type: ignore[attr-defined]

    @classmethod
    def of(cls, client: Client, data: Any = None) -> ClientForm:
        form = cls(data, initial=written(client))
        if client.status not in BEGUN:
            del form.fields["status"]
        return form

    def clean(self) -> dict[str, Any] | None:
        facts = super().clean() or self.cleaned_data
        if facts.get("silence_days") and not facts.get("silence_note") and "silence_note" not in self.errors:
            self.add_error("silence_note", _("Say where that was agreed, for example in which contract."))
        return facts

    def clean_zone(self) -> str:
        return str(self.cleaned_data["zone"])

    def clean_week(self) -> str:
        return check_week(self.cleaned_data["week"])

    def clean_status(self) -> str:
        return self.cleaned_data["status"] or self.initial.get("status") or Status.ACTIVE

    def clean_web_site(self) -> str:
        site: str = self.cleaned_data["web_site"]
        if "://" not in site:
            return f"https://{site}" if site else ""
        if not site.lower().startswith(("http://", "https://")):
            raise ValidationError(_("A web site begins with https:// or http://."))
        return site

    def clean_potential(self) -> int | None:
        potential: int | None = self.cleaned_data["potential"]
        if potential is not None and not 0 <= potential <= 10:
            raise ValidationError(_("Potential goes from 0 to 10; %(value)s is outside.") % {"value": potential})
        return potential

    def clean_cadence_days(self) -> int | None:
        days: int | None = self.cleaned_data["cadence_days"]
        if days is not None and not 1 <= days <= 365:
            raise ValidationError(_("Between 1 and 365 days."))
        return days

    def clean_silence_days(self) -> int | None:
        days: int | None = self.cleaned_data["silence_days"]
        if days is not None and not 1 <= days <= 60:
            raise ValidationError(_("Between 1 and 60 working days; empty when silence approves nothing."))
        return days


def written(client: Client) -> dict[str, Any]:
    """A client as the form has it; compared with what was sent when two edit at once."""
    plain = {
        name: getattr(client, name)
        for name in (
            "name", "tier", "status", "legal_name", "legal_number", "address", "city", "country", "zone", "week",
            "language", "mail", "phone", "web_site", "regions", "key_account", "potential", "potential_note",
            "cadence_days", "silence_days", "silence_note", "since", "about", "version",
        )
    }  # fmt: skip
    return {
        **plain,
        "industry": client.industry.name if client.industry else "",
        "tags": sorted(client.tags.values_list("name", flat=True)),
    }


class PauseForm(PlainForm):
    reason = forms.CharField(
        label=gettext_lazy("Why it rests"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    back_on = DayField(label=gettext_lazy("It goes on again on"), required=False)


class PartForm(PlainForm):
    cause = forms.ChoiceField(label=gettext_lazy("The main cause"), choices=Parting.Cause.choices)
    last_day = DayField(label=gettext_lazy("Last day"))
    evidence = forms.CharField(
        label=gettext_lazy("What shows it"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Their words, dates, figures: the next one learns from it."),
    )  # fmt: skip
    hello_on = DayField(label=gettext_lazy("Say hello again on"), required=False)


class DeleteForm(PlainForm):
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=500, required=False)


class HandOverForm(PlainForm):
    keeper = MemberField(label=gettext_lazy("Keeper"))
    deputy = MemberField(label=gettext_lazy("Deputy"), required=False, empty_label=gettext_lazy("nobody"))
    note = forms.CharField(
        label=gettext_lazy("What they should know"), max_length=5000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    load_seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = keepers()
        self.fields["keeper"].among(choices, agency=agency)  # type: ignore[attr-defined]
        self.fields["deputy"].among(choices)  # type: ignore[attr-defined]


class CoverForm(PlainForm):
    member = MemberField(label=gettext_lazy("Who stands in"))
    first = DayField(label=gettext_lazy("First day"))
    last = DayField(label=gettext_lazy("Last day"))
    note = forms.CharField(
        label=gettext_lazy("What they should know"), max_length=5000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    all_clients = forms.BooleanField(required=False)

    def __init__(self, *args: Any, keeper: Member | None, **kwargs: Any) -> None:
        super().__init__(*args, initial={"first": clock.today()}, **kwargs)
        choices = keepers()
        self.fields["member"].among(choices.exclude(pk=keeper.pk) if keeper else choices)  # type: ignore[attr-defined]
        if keeper is None:
            del self.fields["all_clients"]
        else:
            self.fields["all_clients"].label = _("The same for all clients of %(name)s") % {"name": keeper.name}


class MergeForm(PlainForm):
    other = forms.ModelChoiceField(
        Client.objects.none(),
        label=gettext_lazy("The client that becomes part of this one"),
        error_messages={"required": gettext_lazy("Choose a client.")},
    )
