"""A figure as people write it ("1 200,5", "1,200.5"), read exactly; for the fields of goals."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from rapport.reckon.questionnaire import Question, read
from rapport.ui.formats import say


class FigureField(forms.CharField):
    """A number of any sign with at most four decimals; shown without the zeros that a column adds."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return plain(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return value
        found = read(Question("figure", "number"), str(value or ""))
        if found.wrong is not None:
            raise ValidationError(say(found.wrong))
        return None if found.value is None else Decimal(found.value).quantize(Decimal("0.0001"))


def plain(value: Decimal) -> str:
    """40.0000 is 40, and 2500000 is not 2.5E+6."""
    return format(value.normalize(), "f") if value else "0"
