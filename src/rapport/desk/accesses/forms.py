"""What is typed about an access: which system, who of us, who there gives it, until when; and whom a secret is for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.agency.models import Member
from rapport.desk.fields import DayField, PlainForm, once_field
from rapport.onboarding.accesses.models import Access
from rapport.portfolio.models import Channel, Client, Contact, Crew, Keeper

FACTS = ("system", "level", "place", "why", "member", "contact", "until", "due")
FIRST = (Access.State.WANTED, Access.State.ASKED, Access.State.SOUGHT, Access.State.GIVEN, Access.State.TESTED)


class FactsForm(PlainForm):
    """Everything but the state, which goes its own way. No secret is typed here."""

    system = forms.CharField(
        max_length=120, label=_("System"), help_text=_("Such as Google Ads, the web shop, the domain registrar.")
    )
    level = forms.CharField(
        required=False, max_length=120, label=_("Level"), help_text=_("Such as read, edit, administrator.")
    )
    place = forms.CharField(required=False, max_length=200, label=_("Address or account number"))
    why = forms.CharField(required=False, max_length=300, label=_("What it is for"))
    member = forms.ModelChoiceField(
        Member.objects.none(), required=False, label=_("Who of us has it"), empty_label=_("not said yet")
    )
    contact = forms.ModelChoiceField(
        Contact.objects.none(), required=False, label=_("Who of them gives it"), empty_label=""
    )
    due = DayField(required=False, label=_("Needed by"))
    until = DayField(required=False, label=_("We have it until"))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    def __init__(self, *args: Any, client: Client, holder: Member | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = of_us(client, holder)  # type: ignore[attr-defined]
        self.fields["contact"].queryset = Contact.objects.filter(  # type: ignore[attr-defined]
            client=client, deleted_at=None
        )

    @classmethod
    def of(cls, access: Access, data: Any = None) -> FactsForm:
        plain = {name: getattr(access, name) for name in ("system", "level", "place", "why", "until", "due", "version")}
        initial = {**plain, "member": access.member_id, "contact": access.contact_id}
        return cls(data, client=access.client, holder=access.member, initial=initial)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FACTS}


class AccessForm(FactsForm):
    state = forms.ChoiceField(
        choices=[(state.value, state.label) for state in FIRST], initial=Access.State.WANTED,
        label=pgettext_lazy("access", "How far it is"), widget=forms.RadioSelect,
    )  # fmt: skip
    once = once_field()
    field_order = ["system", "level", "state", "member", "contact", "due", "until", "place", "why"]

    def values(self) -> dict[str, Any]:
        return {**super().values(), "state": self.cleaned_data["state"]}


class StateForm(PlainForm):
    to = forms.ChoiceField(choices=Access.State.choices, widget=forms.HiddenInput)
    note = forms.CharField(required=False, max_length=500, label=_("Remark"))


class DropForm(PlainForm):
    for_member = forms.ModelChoiceField(Member.objects.none(), label=_("For whom of us"), empty_label=None)
    contact = forms.ModelChoiceField(Contact.objects.none(), label=_("Who of them knows it"), empty_label=None)

    def __init__(self, *args: Any, client: Client, only: Member | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = of_us(client) if only is None else Member.objects.filter(pk=only.pk)
        mail = Channel.objects.filter(kind=Channel.Kind.MAIL).values("contact")
        self.fields["for_member"].queryset = people  # type: ignore[attr-defined]
        self.fields["contact"].queryset = Contact.objects.filter(  # type: ignore[attr-defined]
            client=client, deleted_at=None, pk__in=mail
        )


def of_us(client: Client, holder: Member | None = None) -> Any:
    """Who keeps or works for the client, and whoever has it now."""
    kept = Keeper.objects.current().filter(client=client).values("member")
    crew = Crew.objects.current().filter(client=client).values("member")
    here = Q(is_active=True) & (Q(pk__in=kept) | Q(pk__in=crew))
    return Member.objects.filter(here | Q(pk=holder.pk) if holder else here)
