"""What is typed about something a client owes: what, who gives it, by when, what waits for it; and how it ended."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.delivery.owed.models import Owed
from rapport.desk.fields import DayField, PlainForm, once_field
from rapport.portfolio.models import Client, Contact


class WordsForm(PlainForm):
    """Everything but the day, which moves only with a reason."""

    what = forms.CharField(max_length=300, label=_("What we need from them"), widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(
        choices=Owed.Kind.choices, initial=Owed.Kind.MATERIAL, label=pgettext_lazy("owed", "Kind"),
        widget=forms.RadioSelect,
    )  # fmt: skip
    contact = forms.ModelChoiceField(
        Contact.objects.none(), required=False, label=_("Who of them gives it"), empty_label=""
    )
    waits = forms.CharField(
        required=False, max_length=300, label=_("What waits for it"),
        help_text=_("They read it in the portal: it says why the day matters."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].queryset = Contact.objects.filter(  # type: ignore[attr-defined]
            client=client, deleted_at=None
        )

    @classmethod
    def of(cls, owed: Owed, data: Any = None) -> WordsForm:
        initial = {name: getattr(owed, name) for name in ("what", "kind", "waits", "version")}
        return cls(data, client=owed.client, initial={**initial, "contact": owed.contact_id})


class OwedForm(WordsForm):
    due = DayField(label=_("By which day"))
    once = once_field()
    field_order = ["what", "kind", "contact", "due", "waits"]

    def values(self) -> dict[str, Any]:
        """What `note` takes."""
        return {name: self.cleaned_data[name] for name in ("what", "kind", "contact", "due", "waits")}


class MoveForm(PlainForm):
    due = DayField(label=_("New day"))
    why = forms.CharField(max_length=300, label=_("Why"))
    ours = forms.BooleanField(required=False, label=_("The move is ours, it does not count against them"))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class GivenForm(PlainForm):
    note = forms.CharField(
        required=False, max_length=5000, label=_("What they say"), widget=forms.Textarea(attrs={"rows": 2})
    )


class DoneForm(PlainForm):
    on = DayField(required=False, label=_("They gave it on"))
    note = forms.CharField(required=False, max_length=500, label=_("Remark"))


class MissingForm(PlainForm):
    why = forms.CharField(
        max_length=500, label=_("What is missing"), widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("They read it in the portal."),
    )  # fmt: skip


class ReleaseForm(PlainForm):
    why = forms.CharField(max_length=500, label=_("Why we do not need it any more"))
