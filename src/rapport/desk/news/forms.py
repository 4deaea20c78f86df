"""What is typed about news: what happens, whom it touches, by when they should know; and how they were told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.catalogue.models import Service
from rapport.conversations.models import Touchpoint
from rapport.conversations.news.models import News
from rapport.desk.fields import DayField, PlainForm
from rapport.portfolio.models import Client
from rapport.reckon.folding import fold
from rapport.ui.countries import country


class NewsForm(PlainForm):
    kind = forms.ChoiceField(choices=News.Kind.choices, label=_("Kind"))
    title = forms.CharField(max_length=160, label=_("What happens, in a line"))
    text = forms.CharField(
        max_length=20_000,
        label=_("What clients should know"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Written so that it can be copied into a mail."),
    )
    source = forms.URLField(
        required=False,
        max_length=200,
        assume_scheme="https",
        label=_("Where it stands"),
        error_messages={"invalid": _("That is no web address. Write it like https://example.com.")},
    )
    services = forms.ModelMultipleChoiceField(
        Service.objects.none(), widget=forms.CheckboxSelectMultiple, label=_("Services it touches")
    )
    countries = forms.MultipleChoiceField(
        required=False,
        label=_("Countries it touches"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: every country."),
    )
    tell_by = DayField(required=False, label=_("Tell them by"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services: Any = self.fields["services"]
        services.queryset = Service.objects.all()
        services.label_from_instance = lambda service: service.name
        self.fields["countries"].choices = _where_clients_are(self.initial.get("countries", ()))  # type: ignore[attr-defined]

    @classmethod
    def of(cls, news: News, data: Any = None) -> NewsForm:
        return cls(data, initial=written(news))

    def values(self) -> dict[str, Any]:
        words = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return {**words, "services": list(words["services"]), "countries": sorted(words["countries"])}


class ToldForm(PlainForm):
    how = forms.ChoiceField(
        choices=[("told", _("told")), ("asked", _("asked first")), ("not", _("not needed"))], initial="told"
    )
    channel = forms.ChoiceField(
        required=False, choices=[("", _("without logging a word")), *Touchpoint.Channel.choices], label=_("Log a word")
    )


def written(news: News) -> dict[str, Any]:
    """News as its form has it."""
    values = {name: getattr(news, name) for name in ("kind", "title", "text", "source", "tell_by", "version")}
    return {**values, "services": list(news.services.all()), "countries": sorted(news.countries)}


def _where_clients_are(chosen: Iterable[str]) -> list[tuple[str, str]]:
    """Countries of our clients, and those chosen before: any other touches nobody."""
    codes = set(Client.objects.here().exclude(country="").order_by().values_list("country", flat=True).distinct())
    return sorted(((code, country(code)) for code in codes | set(chosen)), key=lambda pair: fold(pair[1]))
