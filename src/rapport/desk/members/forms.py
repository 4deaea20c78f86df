"""The administrator's forms: whom to invite, what a member is, the rules of the agency."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.agency.change_rules import RULES
from rapport.agency.invite import waits
from rapport.agency.models import Agency, Member, Role, Team
from rapport.desk.fields import PlainForm
from rapport.journal.clock import ZONES
from rapport.reckon.timing import Week
from rapport.ui.countries import countries


def check_zone(name: str) -> None:
    """A name that is none of the IANA zones is refused by name."""
    if name not in ZONES:
        raise ValidationError(_("There is no time zone called “%(name)s”. Choose one from the list.") % {"name": name})


def check_week(text: str) -> str:
    """Working hours in their one spelling."""
    try:
        return Week.parse(text).text()
    except ValueError as trouble:
        raise ValidationError(
            _("Write working hours like “mon-fri 09:00-17:00; sat 10:00-14:00”. (%(trouble)s)") % {"trouble": trouble}
        ) from None


def zone_field(label: Any) -> forms.CharField:
    """A zone typed with help from a list that stands once on the page (ui/parts/zones.html)."""
    return forms.CharField(
        label=label,
        max_length=64,
        validators=[check_zone],
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
    )


class RolesForm(PlainForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"), choices=Role.choices, widget=forms.CheckboxSelectMultiple
    )
    team = forms.ModelChoiceField(
        label=gettext_lazy("Team"),
        queryset=Team.objects.all(),
        required=False,
        empty_label=gettext_lazy("No team (a head leads all)"),
    )

    def clean_roles(self) -> list[str]:
        """A contractor sees own tasks alone; who looks after clients too would be neither."""
        roles: list[str] = self.cleaned_data["roles"]
        if Role.CONTRACTOR in roles and {Role.MANAGER, Role.HEAD, Role.SPECIALIST}.intersection(roles):
            raise ValidationError(
                _("A contractor sees own tasks and nothing else of a client. Take that role off, or the other one.")
            )
        return roles


class InviteForm(RolesForm):
    email = forms.EmailField(label=gettext_lazy("Mail address"))
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    field_order = ["email", "name", "roles", "team", "language"]


class MemberForm(RolesForm):
    mentor = forms.ModelChoiceField(
        label=gettext_lazy("Mentor"),
        queryset=Member.objects.filter(is_active=True, mentor=None),
        required=False,
        empty_label=gettext_lazy("No trainee"),
        help_text=gettext_lazy("What a trainee writes to a client waits until the mentor, or a head, signs it off."),
    )
    is_active = forms.BooleanField(label=gettext_lazy("May sign in"), required=False)

    @classmethod
    def of(cls, member: Member, data: Any = None) -> MemberForm:
        now = {
            "name": member.name,
            "roles": member.roles,
            "team": member.team_id,
            "is_active": member.is_active,
            "mentor": member.mentor_id,
        }
        form = cls(data, initial=now)
        form.fields["mentor"].queryset = form.fields["mentor"].queryset.exclude(pk=member.pk)  # type: ignore[attr-defined]
        if waits(member):
            del form.fields["is_active"]  # they may when they come: the invitation is the way in
        return form


class TeamForm(PlainForm):
    name = forms.CharField(label=gettext_lazy("Name of the new team"), max_length=80)


class AgencyForm(PlainForm, forms.ModelForm):
    """The rules that an administrator can change."""

    zone = zone_field(gettext_lazy("Time zone"))
    country = forms.ChoiceField(label=gettext_lazy("Country, for public holidays"))

    class Meta:
        model = Agency
        fields = RULES
        labels = {
            "name": gettext_lazy("Name"),
            "week": gettext_lazy("Working hours"),
            "currency": gettext_lazy("Currency"),
            "cadence_a": gettext_lazy("Days between words, tier A"),
            "cadence_b": gettext_lazy("Days between words, tier B"),
            "cadence_c": gettext_lazy("Days between words, tier C"),
            "exclusivity": gettext_lazy("One client per industry"),
            "load_cap": gettext_lazy("Load a manager can carry"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = countries()  # type: ignore[attr-defined]

    def clean_week(self) -> str:
        return check_week(self.cleaned_data["week"])

    def clean_currency(self) -> str:
        currency: str = self.cleaned_data["currency"].upper()
        if len(currency) != 3 or not currency.isalpha():
            raise ValidationError(_("A currency has three letters, such as EUR."))
        return currency

    def clean(self) -> dict[str, Any] | None:
        for name in ("cadence_a", "cadence_b", "cadence_c", "load_cap"):
            value = self.cleaned_data.get(name)
            if value is not None and not 1 <= value <= 365:
                self.add_error(name, _("Between 1 and 365."))
        return super().clean()
