"""Saves a mail as it is typed; where it is open in two windows the newer words stand and the older are not lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.conversations.mail.models import Draft, Message
from rapport.documents.keep import keep
from rapport.journal import clock
from rapport.portfolio.models import Client

LONGEST = 100_000
MOST_FILES, MOST_BYTES = 20, 20_000_000  # together; most servers refuse more than 25 MB with its coding


class Newer(Exception):
    """Another window saved other words meanwhile; `theirs` is what stands."""

    def __init__(self, theirs: Draft) -> None:
        super().__init__(f"version {theirs.version}")
        self.theirs = theirs


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form. Addresses are [name, address], those half typed without the address."""

    to: Sequence[Sequence[str]] = ()
    cc: Sequence[Sequence[str]] = ()
    subject: str = ""
    text: str = ""


def standing(member: Member, client: Client | int, answers: Message | None = None) -> Draft | None:
    """The member's unsent draft: of the answer to this message, or of a new mail to this client."""
    rows = Draft.objects.filter(member=member, sent_at=None, answers=answers)
    return rows.first() if answers else rows.filter(client=client).first()


def save_draft(
    client: Client, *, by: Member, typed: Typed, answers: Message | None = None, version: int = 0,
    files: Iterable[UploadedFile] = (), without: int | None = None,
) -> Draft:  # fmt: skip
    """Save what is typed; `version` is the one this window saw last, 0 when there was none.

    Raises Newer when another window saved words that these do not hold. `without` is a file to take out.
    """
    require(by, "mail.write", client.standing)
    if len(typed.text) > LONGEST:
        raise ValidationError({"text": _("At most %(limit)s characters fit here.") % {"limit": LONGEST}})
    given = list(files)
    with transaction.atomic():
        draft = _locked(client, by, answers) or _new(client, by, answers)
        if draft.version > max(version, 1) and not _holds(typed, draft):
            raise Newer(draft)
        check_files(draft, given)
        draft.to, draft.cc = [list(one) for one in typed.to], [list(one) for one in typed.cc]
        draft.subject, draft.text = " ".join(typed.subject.split())[:250], typed.text
        draft.saved_at = clock.now()
        draft.version += 1
        draft.save()
        if without:
            draft.files.remove(without)
        for file in given:
            draft.files.add(keep(file, name=file.name or "", by=by, kind=file.content_type or "", client=client.pk))
    return draft


def discard(draft: Draft) -> None:
    """Throw away what was not sent."""
    draft.delete()


def check_files(draft: Draft, given: Sequence[UploadedFile]) -> None:
    """Refuse more than a mail can carry, by name."""
    sizes = list(draft.files.values_list("size", flat=True))
    if len(sizes) + len(given) > MOST_FILES:
        raise ValidationError({"files": _("At most %(limit)s files at once.") % {"limit": MOST_FILES}})
    if given and sum(sizes) + sum(file.size or 0 for file in given) > MOST_BYTES:
        raise ValidationError(
            {
                "files": _("With %(name)s the files are larger than %(limit)s MB together.")
                % {"name": given[-1].name, "limit": MOST_BYTES // 1_000_000}
            }
        )


def _locked(client: Client, by: Member, answers: Message | None) -> Draft | None:
    there = standing(by, client, answers)
    return Draft.objects.select_for_update().filter(pk=there.pk).first() if there else None


def _new(client: Client, by: Member, answers: Message | None) -> Draft:
    try:
        with transaction.atomic():
            return Draft.objects.create(member=by, client=client, answers=answers)
    except IntegrityError:  # the other window was faster
        there = _locked(client, by, answers)
        assert there is not None
        return there


def _holds(typed: Typed, draft: Draft) -> bool:
    """Whether nothing of what stands is lost: it was typed on, or is the same."""
    return typed.text.startswith(draft.text.rstrip())
