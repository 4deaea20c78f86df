"""What a member says of themselves: language, formats, clock, hours and quiet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.agency.models import Member
from rapport.agency.set_up import OWN
from rapport.desk.fields import PlainForm
from rapport.desk.members.forms import check_week, zone_field
from rapport.ui.countries import countries
from rapport.ui.formats import CHOICES

THEMES = [("auto", gettext_lazy("As the system")), ("light", gettext_lazy("Light")), ("dark", gettext_lazy("Dark"))]
FORMATS = {
    "en_GB": "21/11/2026 · 1,234.50",
    "en_US": "11/21/26 · 1,234.50",
    "en_IE": "21/11/2026 · €1,234.50",
    "en_AU": "21/11/2026 · $1,234.50",
    "en_CA": "2026-11-21 · $1,234.50",
    "hr": "21. 11. 2026. · 1.234,50",
    "sk": "21. 11. 2026 · 1 234,50",
    "ru": "21.11.2026 · 1 234,50",
}


class MeForm(PlainForm, forms.ModelForm):
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    formats = forms.ChoiceField(
        label=gettext_lazy("Dates and numbers"), choices=[(c, FORMATS[c]) for group in CHOICES.values() for c in group]
    )
    theme = forms.ChoiceField(label=gettext_lazy("Light or dark"), choices=THEMES)
    zone = zone_field(gettext_lazy("Time zone"))
    country = forms.ChoiceField(label=gettext_lazy("Public holidays of"), required=False)

    class Meta:
        model = Member
        fields = OWN
        labels = {
            "name": gettext_lazy("Name"),
            "week": gettext_lazy("Working hours"),
            "digest_at": gettext_lazy("Morning digest by mail at"),
            "quiet_from": gettext_lazy("Quiet from"),
            "quiet_until": gettext_lazy("Quiet until"),
            "focus_from": gettext_lazy("Focus from"),
            "focus_until": gettext_lazy("Focus until"),
        }
        help_texts = {
            "digest_at": gettext_lazy("Empty: no digest."),
            "quiet_from": gettext_lazy("In quiet and focus hours nothing rings and mail to you waits."),
        }
        widgets = {
            name: forms.TimeInput(format="%H:%M", attrs={"type": "time"})
            for name in ("digest_at", "quiet_from", "quiet_until", "focus_from", "focus_until")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = countries(empty=_("the agency's country"))  # type: ignore[attr-defined]

    def clean_week(self) -> str:
        return check_week(self.cleaned_data["week"])

    def clean(self) -> dict[str, Any] | None:
        words = super().clean() or self.cleaned_data
        for pair in ("quiet", "focus"):
            if bool(words.get(f"{pair}_from")) != bool(words.get(f"{pair}_until")):
                self.add_error(f"{pair}_until", _("Give both a beginning and an end, or neither."))
        if words.get("formats", "")[:2] != words.get("language", ""):
            words["formats"] = CHOICES[words.get("language") or "en"][0]
        return words
