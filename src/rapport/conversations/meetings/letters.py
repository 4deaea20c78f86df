"""The agenda and the minutes of a meeting as letters, in the language of whoever reads them: to preview and send."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from rapport.agency.models import Agency, Member
from rapport.conversations.meetings.agenda import is_for_us
from rapport.conversations.meetings.models import AgendaLine, Meeting, MinuteLine, Participant
from rapport.journal import clock
from rapport.portfolio.models import Channel, Contact
from rapport.post.models import Account, Outgoing
from rapport.post.put import put
from rapport.ui import formats

ORDER = (MinuteLine.Becomes.DECISION, MinuteLine.Becomes.PROMISE, MinuteLine.Becomes.ACTION, MinuteLine.Becomes.WORDS)


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes out: the same words as text and as HTML."""

    subject: str
    text: str
    html: str
    language: str

    @property
    def digest(self) -> str:
        return sha256(f"{self.subject}\n{self.text}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Reader:
    """A contact who takes part, with the mail address it goes to ("" when none is known) and their language."""

    contact: Contact
    mail: str
    language: str


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its lines."""

    head: str
    lines: Sequence[str]


def readers(meeting: Meeting) -> list[Reader]:
    """The contacts who take part, in the order of their names."""
    contacts = [
        person.contact
        for person in meeting.participants.select_related("contact").order_by("contact__folded", "pk")
        if person.contact is not None and person.contact.deleted_at is None
    ]
    mails = Channel.objects.filter(contact__in=contacts, kind=Channel.Kind.MAIL).order_by("-preferred", "id")
    found: dict[int, str] = {}
    for channel in mails:
        found.setdefault(channel.contact_id, channel.value)
    usual = meeting.client.language if meeting.client is not None else "en"
    return [Reader(contact, found.get(contact.pk, ""), known(contact.language or usual)) for contact in contacts]


def known(language: str) -> str:
    return language if language in {code for code, _name in settings.LANGUAGES} else "en"


def agenda_letter(meeting: Meeting, by: Member, language: str) -> Letter:
    """The points that are for the client's eyes too."""
    lines = [line.text for line in meeting.agenda.filter(struck=False) if not is_for_us(line)]
    with speaking(language, meeting.zone):
        head = _("Agenda: %(title)s, %(day)s") % {"title": title_of(meeting), "day": formats.day(meeting.at)}
        intro = _("Here is what we would like to talk about. What would you add?")
        return _letter(meeting, by, language, head, intro, [Part("", lines)])


def minutes_letter(meeting: Meeting, by: Member, language: str) -> Letter:
    """What was decided and promised first, then what was said, with who was there."""
    with speaking(language, meeting.zone):
        head = _("Minutes: %(title)s, %(day)s") % {"title": title_of(meeting), "day": formats.day(meeting.at)}
        intro = _("Thank you for the talk. This is what we noted; please tell us if something is missing or wrong.")
        return _letter(meeting, by, language, head, intro, [*_present(meeting), *_parts(meeting)])


def post_to(
    letter_of: dict[str, Letter], to: Iterable[Reader], *, kind: str, meeting: Meeting, by: Member
) -> list[Outgoing]:
    """Put the letters into the outbox: one to all of a language from the member's own address, or one each from the
    house. The same words to the same people are one letter, however often they are sent."""
    account = Account.objects.filter(member=by).order_by("pk").first()
    groups: dict[tuple[str, str], list[Reader]] = {}
    for reader in to:
        groups.setdefault((reader.language, "" if account else reader.mail), []).append(reader)
    return [
        put(
            key=f"{kind}:{meeting.pk}:{letter_of[language].digest}:{_whose(group)}",
            to=group[0].mail, to_all=[[one.contact.name, one.mail] for one in group], sender=account, by=by,
            client_id=meeting.client_id, subject=letter_of[language].subject, text=letter_of[language].text,
            html=letter_of[language].html, language=language,
        )
        for (language, _mail), group in groups.items()
    ]  # fmt: skip


def _whose(group: Sequence[Reader]) -> str:
    return sha256(" ".join(sorted(reader.mail for reader in group)).encode()).hexdigest()[:12]


def chosen(meeting: Meeting, ids: Iterable[int] | None) -> list[Reader]:
    """Those to whom it goes; None: everybody with an address. ValidationError when that is nobody."""
    wanted = None if ids is None else set(ids)
    to = [one for one in readers(meeting) if one.mail and (wanted is None or one.contact.pk in wanted)]
    if not to:
        raise ValidationError({"to": _("Choose somebody with a mail address; write one down with the person first.")})
    return to


def title_of(meeting: Meeting) -> str:
    client = meeting.client.name if meeting.client is not None else ""
    return ", ".join(filter(None, [client, str(meeting)]))


@contextmanager
def speaking(language: str, zone: str) -> Iterator[None]:
    """In that language and its usual formats, by the clock of that zone."""
    with translation.override(language), timezone.override(clock.zone_of(zone)), formats.formats(""):
        yield


def _letter(meeting: Meeting, by: Member, language: str, head: str, intro: str, parts: Sequence[Part]) -> Letter:
    when = _when(meeting)
    blocks = [intro, "\n".join(filter(None, [when, meeting.place]))]
    blocks += ["\n".join([*filter(None, [part.head]), *(f"- {line}" for line in part.lines)]) for part in parts]
    agency = Agency.ours().name
    text = "\n\n".join([*filter(None, blocks), f"{by.name}\n{agency}"]) + "\n"
    html = render_to_string(
        "conversations/meeting_letter.html",
        {"head": head, "intro": intro, "when": when, "place": meeting.place, "parts": parts, "by": by.name,
         "agency": agency, "language": language},
    )  # fmt: skip
    return Letter(head, text, html, language)


def _when(meeting: Meeting) -> str:
    """The agreed wall time, with its zone where theirs may be another."""
    city = formats.city(meeting.zone)
    return _("%(day)s, %(time)s (%(city)s)") % {
        "day": formats.day(meeting.at, "full"), "time": formats.clock_time(meeting.at), "city": city,
    }  # fmt: skip


def _present(meeting: Meeting) -> Iterator[Part]:
    came = meeting.participants.select_related("member", "contact")
    if meeting.state == Meeting.State.HELD:
        came = came.exclude(came=False)
    if names := [name_of(person) for person in came]:
        yield Part(_("Present"), [", ".join(names)])


def name_of(person: Participant) -> str:
    return str(person.member or person.contact or person)


def _parts(meeting: Meeting) -> Iterator[Part]:
    lines = list(meeting.lines.select_related("owner"))
    heads = {
        MinuteLine.Becomes.DECISION: _("Decided"),
        MinuteLine.Becomes.PROMISE: _("Promised"),
        MinuteLine.Becomes.ACTION: _("To do"),
        MinuteLine.Becomes.WORDS: _("Said"),
    }
    for kind in ORDER:
        if told := [_told(line) for line in lines if line.becomes == kind]:
            yield Part(heads[kind], told)


def _told(line: MinuteLine) -> str:
    """The line, with whose it is and by when where the words do not say so themselves."""
    owner = line.owner.name if line.owner and line.owner.first_name.casefold() not in line.text.casefold() else ""
    if line.becomes in (MinuteLine.Becomes.WORDS, MinuteLine.Becomes.DECISION):
        return line.text
    due = _("by %(day)s") % {"day": formats.day(line.due)} if line.due else ""
    more = ", ".join(filter(None, [owner, due]))
    return f"{line.text} ({more})" if more else line.text


def agenda_lines(meeting: Meeting) -> list[AgendaLine]:
    return [line for line in meeting.agenda.filter(struck=False) if not is_for_us(line)]
