"""Whom a questionnaire is sent to, and by when it is wanted."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from rapport.desk.asking import AskForm


class LetterForm(AskForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].help_text = _("They get a letter in their language, with a link that needs no account.")
        if kwargs.get("initial", {}).get("contact"):
            self.fields["contact"].initial = None
