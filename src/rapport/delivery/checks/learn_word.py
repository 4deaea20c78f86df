"""Learns that a word is right, or forgets it: for whoever reads a text over."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.delivery.checks.models import KnownWord
from rapport.journal.record import record
from rapport.reckon.folding import fold


def learn_word(word: str, language: str, *, by: Member) -> KnownWord:
    """The word is right from now on, in every text of that language; once, whoever says it."""
    require(by, "library.see")
    word = " ".join(word.replace("\0", "").split())
    if not word or len(word) > 80 or " " in word:
        raise ValidationError({"word": _("Give one word of at most 80 letters.")})
    with transaction.atomic():
        row, new = KnownWord.objects.get_or_create(
            language=language, folded=fold(word)[:80], defaults={"word": word, "by": by}
        )
        if new:
            record("word.learnt", by=by, about=row, in_story=False, word=word, language=language)
    return row


def forget_word(row: KnownWord, *, by: Member) -> None:
    """The dictionary alone decides again."""
    require(by, "library.write")
    with transaction.atomic():
        record("word.forgotten", by=by, about=row, in_story=False, word=row.word, language=row.language)
        row.delete()
