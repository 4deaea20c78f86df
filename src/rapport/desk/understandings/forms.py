"""What is typed beside a client's words: the passage, our reading of it, and who is asked by when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.conversations.understandings.models import Understanding
from rapport.conversations.understandings.source import Source
from rapport.conversations.understandings.write import LONGEST
from rapport.desk.fields import DayField, PlainForm, once_field
from rapport.portfolio.models import Client, Contact


class ReadingForm(PlainForm):
    words = forms.CharField(
        label=_("Their words"),
        max_length=LONGEST,
        help_text=_("Cut them down to the passage that matters; they are not changed."),
        widget=forms.Textarea(attrs={"rows": 7, "data-marked": ""}),
    )
    reading = forms.CharField(
        label=_("How we understand it"),
        max_length=LONGEST,
        help_text=_("In the language they read; this is what they confirm."),
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    contact = forms.ModelChoiceField(Contact.objects.none(), label=_("Whose words, and who is asked"))
    due = DayField(required=False, label=_("Answer wanted by"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    once = once_field()

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.client = client
        self.fields["contact"].queryset = Contact.objects.filter(  # type: ignore[attr-defined]
            client=client, deleted_at=None
        )

    @classmethod
    def beside(cls, source: Source, data: Any = None) -> ReadingForm:
        return cls(data, client=source.client, initial={"words": source.text, "contact": source.contact})

    @classmethod
    def of(cls, row: Understanding, data: Any = None) -> ReadingForm:
        told = {"words": row.words, "reading": row.reading, "contact": row.contact_id, "version": row.version}
        return cls(data, client=row.client, initial=told)

    def values(self) -> dict[str, Any]:
        """What `write` and `rewrite` take."""
        return {name: self.cleaned_data[name] for name in ("words", "reading", "contact")}

    def due_at(self) -> datetime | None:
        """The end of that day by the client's working week."""
        day = self.cleaned_data["due"]
        return self.client.calendar().end_of_day(day) if day else None
