"""Fields of our forms that say in plain words what they cannot take: days, fees, lists of words, lengths."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

FIRST_YEAR, LAST_YEAR = 1900, 2199
_GROUPED = re.compile(r"\d{1,3}([ .,'’])\d{3}(\1\d{3})*")


class PlainForm(forms.Form):
    """A form whose refusals are sentences; `error_css` and browser bubbles stay off, the page has its own."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.speak_plainly()

    def speak_plainly(self) -> None:
        """For every field so far; a form that adds fields when it is made calls it again."""
        for field in self.fields.values():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = gettext_lazy("This is needed; it cannot stay empty.")
            if isinstance(field, forms.CharField):
                field.widget.attrs.pop("maxlength", None)  # a browser would cut what is pasted without a word
                field.error_messages["max_length"] = _TOO_LONG

    def say(self, refusal: ValidationError) -> None:
        """Put what a deed refused beside its fields, so far as this form has them."""
        if not hasattr(refusal, "error_dict"):
            self.add_error(None, refusal)
            return
        for name, errors in refusal.error_dict.items():
            self.add_error(name if name in self.fields else None, errors)


_TOO_LONG = ngettext_lazy(
    "At most %(limit_value)d character fits here; you wrote %(show_value)d.",
    "At most %(limit_value)d characters fit here; you wrote %(show_value)d.",
    "limit_value",
)


class DayField(forms.DateField):
    """A day between 1900 and 2199, from the browser's own picker."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**kwargs)
        self.error_messages["invalid"] = gettext_lazy("That is no day of the calendar. Write it like 2024-11-30.")

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(
                _("The year %(year)s cannot be right. Choose one between %(first)s and %(last)s.")
                % {"year": day.year, "first": FIRST_YEAR, "last": LAST_YEAR}
            )
        return day


class FeeField(forms.DecimalField):
    """An amount of money as people write it: "4000", "4,000", "4 000,50"; what could be two amounts is asked."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(max_digits=14, decimal_places=2, min_value=Decimal(0), **kwargs)
        self.error_messages["invalid"] = gettext_lazy("That is no amount. Write it like 4000 or 4000.50.")
        self.error_messages["min_value"] = gettext_lazy("A fee is not below zero.")

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, str):
            value = _one_amount(value)
        return super().to_python(value)


class WordsField(forms.CharField):
    """Words with commas between them, each once: regions, tags."""

    def __init__(self, *, each: int = 60, most: int = 30, **kwargs: Any) -> None:
        self.each, self.most = each, most
        kwargs.setdefault("help_text", gettext_lazy("Put commas between them."))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return list(value)
        words: list[str] = []
        for word in (" ".join(part.split()) for part in re.split(r"[,;\n]", super().to_python(value) or "")):
            if word and word.casefold() not in (known.casefold() for known in words):
                words.append(word)
        if long := next((word for word in words if len(word) > self.each), None):
            raise ValidationError(
                _("“%(start)s…” is too long; at most %(limit)s characters each. Are commas missing?")
                % {"start": long[:30], "limit": self.each}
            )
        if len(words) > self.most:
            raise ValidationError(_("At most %(limit)s fit here.") % {"limit": self.most})
        return words

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(list(initial or []) != self.to_python(data))
        except ValidationError:
            return True


def once_field() -> forms.UUIDField:
    """Names the form it came from, so that a doubled click is one."""
    return forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)


def _one_amount(text: str) -> str:
    text = text.strip().replace("\u00a0", " ").replace("\u202f", " ")
    if "," in text and "." in text:  # whichever comes last parts the cents
        thousands = "," if text.rfind(".") > text.rfind(",") else "."
        return text.replace(thousands, "").replace(" ", "").replace(",", ".")
    if _GROUPED.fullmatch(text):
        return re.sub(r"[ .,'’]", "", text)
    return text.replace(" ", "").replace(",", ".")
