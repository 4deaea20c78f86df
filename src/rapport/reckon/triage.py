"""What a mail wants of us: whether it is urgent, asks, promises, names a day, complains or praises, and by which words.

For whoever reads new words for the keeper. Rules and small dictionaries in English, Croatian, Slovak and Russian; the
reasons are the words themselves. What the rules miss is measured by `benchmarks/triage.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rapport.reckon.hearing.asking import questions
from rapport.reckon.hearing.feeling import feeling
from rapport.reckon.hearing.heard import hear
from rapport.reckon.hearing.naming_days import days_named
from rapport.reckon.hearing.pressing import urgency
from rapport.reckon.hearing.promising import Promised, promises
from rapport.reckon.hearing.sentences import Sentence, cut
from rapport.reckon.hearing.tongues import wording_for

_JUDGED_AT_MOST = 4_000  # characters; who writes more says what presses before that
_URGENT_FROM = 0.5


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence as written; `start` and `end` are its offsets into the words judged, `because` what led to it."""

    text: str
    start: int
    end: int
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PromiseSeen:
    """`by_us` is None where it cannot be told whose it is; `due` is None and `due_words` empty where no day is named.

    `is_reminder`: the writer reminds the other side of what it promised ("you promised …"), so it is not a new one.
    """

    quote: Quote
    by_us: bool | None
    due: date | None
    due_words: str
    is_reminder: bool = False


@dataclass(frozen=True, slots=True)
class DateSeen:
    """A day named in the words: `words` are those from `start` to `end`."""

    start: int
    end: int
    day: date
    words: str


@dataclass(frozen=True, slots=True)
class Triage:
    """`urgency` from 0 calm to 1, `mood` from -1 to 1; `language` is the one judged in, "" where none is known."""

    urgency: float = 0.0
    is_urgent: bool = False
    urgent_because: tuple[str, ...] = ()
    questions: tuple[Quote, ...] = ()
    promises: tuple[PromiseSeen, ...] = ()
    dates: tuple[DateSeen, ...] = ()
    mood: float = 0.0
    mood_because: tuple[str, ...] = ()
    is_complaint: bool = False
    complaint_because: tuple[str, ...] = ()
    is_praise: bool = False
    praise_because: tuple[str, ...] = ()
    language: str = ""


def judge(words: str, *, language: str = "", written_on: date, from_us: bool = False) -> Triage:
    """Judge the words of one message, without its quoted part.

    `language` is a code such as "hr"; where it is empty or unknown the words decide. `written_on` is the day of writing
    as its writer's calendar had it: "tomorrow" is reckoned from it. `from_us` tells who writes, so whose "I will" it
    is. Only the first 4,000 characters are judged. Nothing is an error; empty words are calm.
    Source: product.md B4, B6.

    >>> seen = judge("The shop is down! Can you look at it? We will pay by Friday.", written_on=date(2026, 3, 2))
    >>> seen.is_urgent, seen.urgent_because, [q.text for q in seen.questions]
    (True, ('shop is down',), ['Can you look at it?'])
    >>> [(p.quote.text, p.by_us, p.due) for p in seen.promises]
    [('We will pay by Friday.', False, datetime.date(2026, 3, 6))]
    """
    spoken = cut(words[:_JUDGED_AT_MOST])
    if not spoken.sentences:
        return Triage()
    heard = hear(spoken, wording_for(spoken, language))
    days = days_named(heard, written_on)
    promised = promises(heard, days, written_on)
    pressing, urgent_because = urgency(heard, {p.sentence for p in promised if p.by_writer})
    asked = questions(heard)
    felt = feeling(heard, requested=bool(asked))
    return Triage(
        urgency=pressing,
        is_urgent=pressing >= _URGENT_FROM,
        urgent_because=urgent_because,
        questions=tuple(_quote(sentence, because) for sentence, because in asked),
        promises=tuple(_promise(p, words, from_us) for p in promised),
        dates=tuple(DateSeen(d.start, d.end, d.day, words[d.start : d.end]) for d in days),
        mood=felt.mood,
        mood_because=felt.blame + felt.praise,
        is_complaint=felt.is_complaint,
        complaint_because=felt.blame,
        is_praise=felt.is_praise,
        praise_because=felt.praise,
        language=heard.wording.code,
    )


def _quote(sentence: Sentence, because: tuple[str, ...]) -> Quote:
    return Quote(sentence.text, sentence.start, sentence.end, because)


def _promise(promised: Promised, words: str, from_us: bool) -> PromiseSeen:
    due = promised.due
    return PromiseSeen(
        quote=_quote(promised.sentence, promised.because),
        by_us=from_us == promised.by_writer,
        due=due.day if due else None,
        due_words=words[due.start : due.end] if due else "",
        is_reminder=not promised.by_writer,
    )
