"""A page of the library as it is typed: its kind, the service it is about, title and words per language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rapport.catalogue.models import Saying, Service
from rapport.catalogue.write_saying import TEXT, TITLE
from rapport.desk.fields import PlainForm, once_field


@dataclass(frozen=True, slots=True)
class Tongue:
    """The two fields of one language; `open` when they should be seen at once."""

    code: str
    name: str
    title: Any
    text: Any
    open: bool


class SayingForm(PlainForm):
    kind = forms.ChoiceField(choices=Saying.Kind.choices, label=_("What it is"))
    service = forms.ModelChoiceField(
        Service.objects.none(), required=False, label=_("About the service"), empty_label=_("any service")
    )
    once = once_field()
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services: Any = self.fields["service"]
        services.queryset = Service.objects.all()
        services.label_from_instance = lambda service: service.name
        for code, language in settings.LANGUAGES:
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title"), max_length=TITLE, required=False, widget=forms.TextInput(attrs={"lang": code})
            )
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("Words"), max_length=TEXT, required=False,
                widget=forms.Textarea(attrs={"rows": 8, "lang": code}),
            )  # fmt: skip
            for part in ("title", "text"):
                field = self.fields[f"{part}_{code}"]
                field.label = f"{field.label} · {language}"
        self.speak_plainly()

    @classmethod
    def of(cls, saying: Saying, data: Any = None) -> SayingForm:
        return cls(data, initial=written(saying))

    def tongues(self) -> list[Tongue]:
        """The reader's language first, the others after it; those with words are open."""
        reader = get_language() or "en"
        return [
            Tongue(
                code, name, self[f"title_{code}"], self[f"text_{code}"],
                code == reader or any(self[f"{part}_{code}"].value() for part in ("title", "text")),
            )
            for code, name in sorted(settings.LANGUAGES, key=lambda pair: pair[0] != reader)
        ]  # fmt: skip

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("once", "version")}


def written(saying: Saying) -> dict[str, Any]:
    """A page as its form has it."""
    values: dict[str, Any] = {"kind": saying.kind, "service": saying.service, "version": saying.version}
    for code, _language in settings.LANGUAGES:
        values |= {f"title_{code}": saying.titles.get(code, ""), f"text_{code}": saying.texts.get(code, "")}
    return values


def as_deed(values: Mapping[str, Any]) -> dict[str, Any]:
    """What `write_saying` takes."""
    codes = [code for code, _language in settings.LANGUAGES]
    return {
        "kind": values["kind"],
        "service": values["service"],
        "titles": {code: values.get(f"title_{code}") or "" for code in codes},
        "texts": {code: values.get(f"text_{code}") or "" for code in codes},
    }
