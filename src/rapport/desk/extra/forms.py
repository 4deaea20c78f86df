"""What is typed about extra work: what, how long, what it costs; to whom it is told; why it is a gift or a no."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from rapport.delivery.extra.models import ExtraWork
from rapport.desk.fields import DayField, FeeField, PlainForm, once_field
from rapport.portfolio.models import Channel, Client, Contact

MONEY = ("price", "currency")


class WordsForm(PlainForm):
    """What is wanted. Whoever may not see the client's money gives the time alone."""

    what = forms.CharField(
        max_length=300, label=gettext_lazy("What is wanted"), widget=forms.Textarea(attrs={"rows": 2})
    )
    kind = forms.ChoiceField(
        choices=ExtraWork.Kind.choices, initial=ExtraWork.Kind.REQUEST, widget=forms.RadioSelect,
        label=pgettext_lazy("extra work", "Kind"),
    )  # fmt: skip
    minutes = forms.IntegerField(
        required=False, min_value=1, max_value=60_000, label=gettext_lazy("Minutes it takes us"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("Write whole minutes, like 90.")},
    )  # fmt: skip
    price = FeeField(required=False, label=gettext_lazy("Price"))
    currency = forms.CharField(required=False, max_length=3, label=gettext_lazy("Currency"))
    contact = forms.ModelChoiceField(
        Contact.objects.none(), required=False, label=gettext_lazy("Who of them wants it"), empty_label=""
    )
    words = forms.CharField(
        required=False, max_length=5000, label=gettext_lazy("In their words"), widget=forms.Textarea(attrs={"rows": 3})
    )
    inside = forms.CharField(
        required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3}),
        label=gettext_lazy("What can be done inside the contract"),
        help_text=gettext_lazy("The options, and what each may cause."),
    )  # fmt: skip
    until = DayField(
        required=False, label=gettext_lazy("Last day of the test"),
        help_text=gettext_lazy("Its result is asked for on the day after."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    def __init__(self, *args: Any, client: Client, sees_money: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].queryset = people_of(client)  # type: ignore[attr-defined]
        if not sees_money:
            for name in MONEY:
                del self.fields[name]

    @classmethod
    def of(cls, extra: ExtraWork, *, sees_money: bool, data: Any = None) -> WordsForm:
        names = ("what", "kind", "minutes", "price", "currency", "words", "inside", "until", "version")
        initial = {name: getattr(extra, name) for name in names} | {"contact": extra.contact_id}
        return cls(data, client=extra.client, sees_money=sees_money, initial=initial)

    def clean_currency(self) -> str:
        return checked_currency(self.cleaned_data["currency"])

    def values(self) -> dict[str, Any]:
        """What the deeds take; an empty currency is the agency's, or stays as it was."""
        left_out = {"version", "once"} | ({"currency"} if not self.cleaned_data.get("currency") else set())
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}


class CaptureForm(WordsForm):
    once = once_field()


class TellForm(PlainForm):
    contact = forms.ModelChoiceField(Contact.objects.none(), label=gettext_lazy("Who is told"), empty_label=None)
    intro = forms.CharField(
        required=False, max_length=3000, label=gettext_lazy("A word before it"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    due = DayField(required=False, label=gettext_lazy("Answer wanted by"))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].queryset = with_mail(client)  # type: ignore[attr-defined]


class LetterForm(PlainForm):
    """A settling that may be told in a letter. Untick, and nothing goes out."""

    contact = forms.ModelChoiceField(
        Contact.objects.none(), required=False, label=gettext_lazy("To whom"), empty_label=""
    )
    send = forms.BooleanField(required=False, label=gettext_lazy("Send these words"))
    said = forms.CharField(
        required=False, max_length=5000, label=gettext_lazy("Words for the client"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].queryset = with_mail(client)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        words = super().clean() or self.cleaned_data
        if words.get("send") and not (words.get("said") or "").strip():
            self.add_error("said", _("Write the words, or take the tick off."))
        return words

    def values(self) -> dict[str, Any]:
        words = dict(self.cleaned_data)
        if not words.pop("send"):
            words |= {"said": "", "contact": None}
        return words


class GiftForm(LetterForm):
    price = FeeField(label=gettext_lazy("What it is worth"))
    currency = forms.CharField(required=False, max_length=3, label=gettext_lazy("Currency"))
    reason = forms.CharField(max_length=500, label=gettext_lazy("Why we give it"))
    field_order = ["price", "currency", "reason", "send", "contact", "said"]

    def clean_currency(self) -> str:
        return checked_currency(self.cleaned_data["currency"])


class RefuseForm(LetterForm):
    reason = forms.CharField(max_length=500, label=gettext_lazy("Why not, for us"))
    field_order = ["reason", "send", "contact", "said"]


class EndForm(PlainForm):
    result = forms.CharField(
        max_length=5000, label=gettext_lazy("How it ended, in words for the client"),
        widget=forms.Textarea(attrs={"rows": 5}), help_text=gettext_lazy("With its figures, and what we propose."),
    )  # fmt: skip
    contact = forms.ModelChoiceField(Contact.objects.none(), label=gettext_lazy("Who is told"), empty_label=None)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].queryset = with_mail(client)  # type: ignore[attr-defined]


def people_of(client: Client) -> Any:
    return Contact.objects.filter(client=client, deleted_at=None)


def with_mail(client: Client) -> Any:
    """Who there can be written to."""
    mail = Channel.objects.filter(kind=Channel.Kind.MAIL).values("contact")
    return people_of(client).filter(pk__in=mail)


def checked_currency(text: str) -> str:
    currency = text.strip().upper()
    if currency and (len(currency) != 3 or not (currency.isascii() and currency.isalpha())):
        raise ValidationError(_("A currency has three letters, such as EUR."))
    return currency
