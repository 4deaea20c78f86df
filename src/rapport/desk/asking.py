"""The form with which a contact is asked for their yes: whom, and by when. For whatever waits for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from rapport.desk.fields import DayField, PlainForm
from rapport.portfolio.models import Channel, Client, Contact


class AskForm(PlainForm):
    contact = forms.ModelChoiceField(
        Contact.objects.none(),
        label=_("Whom to ask"),
        empty_label="",
        help_text=_("They get a mail with a link, need no account, and answer with one press."),
    )
    due = DayField(required=False, label=_("Answer wanted by"), help_text=_("Empty: five working days there."))

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.client = client
        mail = Channel.objects.filter(contact=OuterRef("pk"), kind=Channel.Kind.MAIL)
        people = Contact.objects.filter(Exists(mail), client=client, deleted_at=None)
        self.fields["contact"].queryset = people  # type: ignore[attr-defined]
        self.fields["contact"].initial = people.order_by("place", "pk").first()

    def due_at(self) -> datetime | None:
        """The end of the working day there."""
        day = self.cleaned_data["due"]
        return self.client.calendar().end_of_day(day) if day else None
