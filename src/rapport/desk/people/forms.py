"""A person at a client, with ways to reach them and days they are away in rows that can be left empty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from babel.dates import get_month_names
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.desk.fields import DayField, PlainForm, once_field
from rapport.desk.languages import languages
from rapport.desk.members.forms import zone_field
from rapport.journal import clock
from rapport.portfolio.models import Channel, Client, Contact
from rapport.portfolio.write_contact import FIELDS, Address
from rapport.ui.formats import locale

MOST_ROWS = 30
Absent = tuple[date, date, str]


class ContactForm(PlainForm):
    first_name = forms.CharField(label=gettext_lazy("First name"), max_length=80, required=False)
    last_name = forms.CharField(label=gettext_lazy("Last name"), max_length=80, required=False)
    job = forms.CharField(label=gettext_lazy("What they do there"), max_length=120, required=False)
    place = forms.ChoiceField(
        label=gettext_lazy("Place in decisions"), choices=Contact.Place.choices, initial=Contact.Place.OTHER
    )
    stance = forms.ChoiceField(
        label=gettext_lazy("Stance towards us"), choices=Contact.Stance.choices, initial=Contact.Stance.UNKNOWN
    )
    reports_to = forms.ModelChoiceField(
        Contact.objects.none(), label=gettext_lazy("Reports to"), required=False, empty_label=gettext_lazy("not known")
    )
    manner = forms.CharField(
        label=gettext_lazy("How they like to talk"), max_length=300, required=False,
        help_text=gettext_lazy("Such as: mail before noon; dislikes long slides; suffers in silence."),
    )  # fmt: skip
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    zone = zone_field(gettext_lazy("Time zone"))
    birth_day = forms.IntegerField(label=gettext_lazy("Birthday, day"), required=False)
    birth_month = forms.TypedChoiceField(label=gettext_lazy("Month"), required=False, coerce=int, empty_value=None)
    birth_year = forms.IntegerField(label=gettext_lazy("Year, if known"), required=False)
    interests = forms.CharField(
        label=gettext_lazy("Interests and small talk"), max_length=5000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    earlier_agencies = forms.CharField(
        label=gettext_lazy("What happened with earlier agencies"), max_length=5000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    once = once_field()

    def __init__(self, data: Any, *, client: Client, contact: Contact | None = None) -> None:
        super().__init__(data, initial=written(contact) if contact else None)
        self.fields["zone"].required = False
        others = Contact.objects.filter(client=client, deleted_at=None)
        self.fields["reports_to"].queryset = others.exclude(pk=contact.pk) if contact else others  # type: ignore[attr-defined]
        also = contact.language if contact else ""
        self.fields["language"].choices = languages(_("as the client's"), also)  # type: ignore[attr-defined]
        months = get_month_names("wide", context="stand-alone", locale=locale())
        self.fields["birth_month"].choices = [("", "–"), *months.items()]  # type: ignore[attr-defined]
        for name, least, most in (("birth_day", 1, 31), ("birth_year", 1900, clock.today().year)):
            self.fields[name].widget.attrs |= {"min": least, "max": most}

    def clean_birth_day(self) -> int | None:
        day: int | None = self.cleaned_data["birth_day"]
        if day is not None and not 1 <= day <= 31:
            raise ValidationError(_("A month has days from 1 to 31."))
        return day

    def clean_birth_year(self) -> int | None:
        year: int | None = self.cleaned_data["birth_year"]
        if year is not None and not 1900 <= year <= clock.today().year:
            raise ValidationError(_("The year of birth lies between 1900 and today."))
        return year


class ChannelForm(PlainForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Channel.Kind.choices, initial=Channel.Kind.MAIL)
    value = forms.CharField(label=gettext_lazy("Address or number"), max_length=250, required=False)
    label = forms.CharField(label=gettext_lazy("Remark"), max_length=40, required=False)
    preferred = forms.BooleanField(label=gettext_lazy("Preferred"), required=False)

    def clean(self) -> dict[str, Any]:
        words = super().clean() or self.cleaned_data
        value = words.get("value", "")
        if value and words.get("kind") == Channel.Kind.MAIL:
            try:
                EmailValidator()(value)
            except ValidationError:
                self.add_error("value", _("That is no mail address. It looks like name@example.com."))
        if value and words.get("kind") == Channel.Kind.PHONE and sum(c.isdigit() for c in value) < 5:
            self.add_error("value", _("That is no phone number; it has too few digits."))
        return words


class AwayForm(PlainForm):
    first = DayField(label=gettext_lazy("First day away"), required=False)
    last = DayField(label=gettext_lazy("Last day away"), required=False)
    note = forms.CharField(label=gettext_lazy("Remark"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        words = super().clean() or self.cleaned_data
        first, last = words.get("first"), words.get("last")
        if bool(first) != bool(last) and not self.errors:
            self.add_error("last" if first else "first", _("Give both the first and the last day."))
        if first and last and last < first:
            self.add_error("last", _("The last day cannot be before the first."))
        return words


class PersonForms:
    """The person with all rows, checked together."""

    def __init__(self, data: QueryDict | None, *, client: Client, contact: Contact | None = None) -> None:
        self.person = ContactForm(data, client=client, contact=contact)
        now = written(contact) if contact else {"channels": [], "absences": []}
        self.channels = rows(ChannelForm, "channel", data, [_channel(address) for address in now["channels"]])
        self.absences = rows(
            AwayForm, "away", data, [{"first": f, "last": last, "note": note} for f, last, note in now["absences"]]
        )

    def is_valid(self) -> bool:
        refused = [form for form in (self.person, *self.channels, *self.absences) if not form.is_valid()]
        valid = not refused
        if valid and sum(address.preferred for address in self.values()["channels"]) > 1:
            self.person.add_error(None, _("Only one way to reach them can be the preferred one."))
            return False
        return valid

    @property
    def wrong(self) -> bool:
        return any(form.errors for form in (self.person, *self.channels, *self.absences))

    def values(self) -> dict[str, Any]:
        """What was written: the fields of a contact, `channels` and `absences`."""
        person = self.person.cleaned_data
        channels = [
            Address(w["kind"], w["value"], w["label"], w["preferred"])
            for w in (form.cleaned_data for form in self.channels)
            if w.get("value")
        ]
        absences: list[Absent] = [
            (w["first"], w["last"], w["note"]) for w in (form.cleaned_data for form in self.absences) if w.get("first")
        ]
        return {
            **{name: person[name] for name in FIELDS},
            "channels": in_order(channels),
            "absences": sorted(set(absences)),
        }


def rows(
    kind: type[PlainForm], prefix: str, data: QueryDict | None, now: Sequence[dict[str, Any]], spare: int = 2
) -> list[PlainForm]:
    """One form per row, and some to spare; what was sent decides how many there are."""
    if data is None:
        return [kind(initial=row, prefix=f"{prefix}-{n}") for n, row in enumerate([*now, *[{}] * spare])]
    first = next(iter(kind.base_fields))
    names = [n for n in range(MOST_ROWS) if f"{prefix}-{n}-{first}" in data]
    return [kind(data, prefix=f"{prefix}-{n}") for n in names]


def written(contact: Contact) -> dict[str, Any]:
    """A contact as its form has it."""
    plain = {name: getattr(contact, name) for name in (*FIELDS, "version")}
    channels = [Address(c.kind, c.value, c.label, c.preferred) for c in contact.channels.all()]
    return {
        **plain,
        "channels": in_order(channels),
        "absences": sorted(contact.absences.values_list("first", "last", "note")),
    }


def in_order(channels: list[Address]) -> list[Address]:
    return sorted(channels, key=lambda address: (not address.preferred, address.kind, address.value))


def _channel(address: Address) -> dict[str, Any]:
    return {
        "kind": address.kind, "value": address.value, "label": address.label, "preferred": address.preferred,
    }  # fmt: skip


class NoteForm(PlainForm):
    text = forms.CharField(
        label=gettext_lazy("Private note"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Only the keepers of this client read it."),
    )  # fmt: skip
    once = once_field()
