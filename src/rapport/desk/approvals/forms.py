"""What is typed when a client is asked to approve a document: which, whom, by when, what is new in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.approvals.ask import LONGEST_INTRO, MOST_FILES
from rapport.approvals.purposes import PURPOSES
from rapport.desk.fields import DayField, PlainForm
from rapport.documents.facts import papers_of
from rapport.documents.models import Paper
from rapport.portfolio.models import Channel, Client, Contact

OF_DOCUMENTS = ("layout", "document", "report", "media_plan", "test")
OFFERED = 60


class AskForm(PlainForm):
    """The newest version of the document is what they decide about, and of those that are shown along."""

    paper = forms.ModelChoiceField(
        Paper.objects.none(), label=gettext_lazy("Document"), empty_label=gettext_lazy("choose")
    )
    purpose = forms.ChoiceField(label=gettext_lazy("What it is"))
    title = forms.CharField(
        label=gettext_lazy("What they decide about"),
        max_length=200,
        help_text=gettext_lazy("In the language they read, like all that follows."),
    )
    contact = forms.ModelChoiceField(
        Contact.objects.none(), label=gettext_lazy("Who decides"), empty_label=gettext_lazy("choose")
    )
    also = forms.ModelMultipleChoiceField(
        Contact.objects.none(),
        required=False,
        label=gettext_lazy("Who else may answer"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Each has a link of their own; whoever answers first decides."),
    )
    due = DayField(required=False, label=gettext_lazy("Answer wanted by"))
    intro = forms.CharField(
        required=False,
        max_length=LONGEST_INTRO,
        label=gettext_lazy("What follows from their word"),
        help_text=gettext_lazy("“After your word we start the product pages on Thursday.”"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    news = forms.CharField(
        required=False,
        max_length=4_000,
        label=gettext_lazy("What is new in this version"),
        help_text=gettext_lazy("One thing a line; above all what they had asked for."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    along = forms.ModelMultipleChoiceField(
        Paper.objects.none(),
        required=False,
        label=gettext_lazy("Shown along"),
        widget=forms.CheckboxSelectMultiple,
    )
    by_code = forms.BooleanField(required=False, label=gettext_lazy("Confirm the answer by a code sent to their mail"))

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.client = client
        papers = papers_of(client.pk).filter(versions__number=1)
        people = Contact.objects.filter(client=client, deleted_at=None, channels__kind=Channel.Kind.MAIL).distinct()
        self.fields["paper"].queryset = papers  # type: ignore[attr-defined]
        self.fields["along"].queryset = papers  # type: ignore[attr-defined]
        self.fields["contact"].queryset = people  # type: ignore[attr-defined]
        self.fields["also"].queryset = people  # type: ignore[attr-defined]
        offered = [(name, PURPOSES[name].title) for name in OF_DOCUMENTS]
        self.fields["purpose"].choices = offered  # type: ignore[attr-defined]
        if papers.count() > OFFERED:
            del self.fields["along"]

    def clean_along(self) -> list[Paper]:
        along = list(self.cleaned_data["along"])
        if len(along) >= MOST_FILES:
            raise forms.ValidationError(_("At most %(limit)s files with one question.") % {"limit": MOST_FILES})
        return along

    def papers(self) -> list[Paper]:
        """The document, then what is shown along."""
        paper: Paper = self.cleaned_data["paper"]
        return [paper, *(one for one in self.cleaned_data.get("along", []) if one.pk != paper.pk)]

    def due_at(self) -> datetime | None:
        """The end of that day by the client's working week."""
        day = self.cleaned_data["due"]
        return self.client.calendar().end_of_day(day) if day else None
