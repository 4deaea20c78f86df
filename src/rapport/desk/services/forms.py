"""The words of a service in each language of the house."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from rapport.catalogue.models import Service
from rapport.desk.fields import PlainForm


class ServiceForm(PlainForm):
    active = forms.BooleanField(label=gettext_lazy("We offer it"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = self.fields.pop("active")
        for code, language in settings.LANGUAGES:
            self.fields[f"name_{code}"] = forms.CharField(
                label=gettext_lazy("Name"),
                max_length=80,
                required=code == "en",
                widget=forms.TextInput(attrs={"lang": code}),
            )
            self.fields[f"description_{code}"] = forms.CharField(
                label=gettext_lazy("In plain words"), max_length=600, required=False,
                widget=forms.Textarea(attrs={"rows": 2, "lang": code}),
            )  # fmt: skip
            for part in ("name", "description"):
                self.fields[f"{part}_{code}"].label = f"{self.fields[f'{part}_{code}'].label} · {language}"
        self.fields["active"] = offered
        self.speak_plainly()

    @classmethod
    def of(cls, service: Service, data: Any = None) -> ServiceForm:
        now: dict[str, Any] = {"active": service.active}
        for code, _language in settings.LANGUAGES:
            now[f"name_{code}"] = service.names.get(code, "")
            now[f"description_{code}"] = service.descriptions.get(code, "")
        return cls(data, initial=now)

    def texts(self, part: str) -> dict[str, str]:
        return {code: self.cleaned_data.get(f"{part}_{code}", "") for code, _language in settings.LANGUAGES}
