"""Reads a chat that WhatsApp exported: an iPhone's "_chat.txt", Android's "WhatsApp Chat with X.txt"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from rapport.reckon.chats.days import CLOCK, DAY, Stamp, in_zone, order_of, stamp
from rapport.reckon.chats.values import LIMITS, Call, Chat, Limits, Opened, Person, Refusal, Said, Skipped, Undecided
from rapport.reckon.folding import fold
from rapport.reckon.verdict import because

_MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff"
_AT = r"[,.]?(?: at| um| u| o| в)?[ \u00a0\u202f]{1,2}"
_HEAD = re.compile(
    rf"[{_MARKS}]*(?:\[{DAY}{_AT}{CLOCK}\]".replace("(?P<", "(?P<i")
    + rf"|{DAY}{_AT}{CLOCK}[ \u00a0\u202f][-–])[ ]?(?P<rest>.*)"
)
_WHO = re.compile(r"([^:\n\"“”„«»]{1,100}): ?(.*)", re.DOTALL)
# A name in signs that are no name's: what the program says of itself in a group.
_NOTICE = re.compile(
    r"end-to-end encrypt|s kraja na kraj|obostrano šifrir|end-to-end šifrov|koncov\w+ šifrov|сквозн\w+ шифрован|"
    r"ende-zu-ende-verschl|created (this )?group|kreira\w* (ovu )?grup|vytvoril\w* (túto )?skupin|"
    r"созда\w+ (эту )?групп|added you|changed their phone number|security code|changed the (group|subject)|"
    r"joined using|disappearing messages",
    re.IGNORECASE,
)
_DELETED = re.compile(
    r"(this message was deleted|you deleted this message|ova (je )?poruka (je )?(izbrisana|obrisana)|"
    r"(izbrisali|obrisali) ste ovu poruku|táto správa bola odstránená|správu ste odstránili|tuto správu jste smazali|"
    r"(данное |это )?сообщение (было )?удалено|вы удалили (данное |это )?сообщение|"
    r"diese nachricht wurde gelöscht|du hast diese nachricht gelöscht)\.?",
    re.IGNORECASE,
)
_NO_MEDIA = re.compile(
    r"<[^<>:\n]{3,40}>|\u200e?[\w ]{2,24} (?:omitted|weggelassen|izostavljen[aeio]?|vynechan[ýáéí]|vynechán[ao]?|"
    r"пропущен[оаы]?|опущен[оаы]?|скрыт[оаы]?)"
)
_ATTACHED = re.compile(r"\u200e?<[^<>:\n]{2,30}: ?([^<>\n]{1,200}\.\w{2,5})>")
_FILE = re.compile(r"\u200e?([^\n]{1,200}\.\w{2,5}) \([^()\n]{3,40}\)")
_EDITED = re.compile(r" ?\u200e<[^<>\n]{5,60}>$")
_CALL = re.compile(
    r"\u200e?(?P<missed>missed |propušten\w* |zmeškan\w* |пропущенн\w+ )?"
    r"(?:(?:silenced |group )?(?:voice|video) call|(?:glasovni |video ?)poziv|(?:hlasový |video)hovor|"
    r"(?:аудио|видео)звонок)\b(?P<rest>[^\n]{0,80})",
    re.IGNORECASE,
)
_LASTS = re.compile(r"(\d{1,4}) ?(h|hr|hrs|sat\w*|hod\w*|ч|час\w*|min\w*|мин\w*|s|sec\w*|sek\w*|с|сек\w*)\b")
_UNANSWERED = re.compile(
    r"no answer|tap to call back|bez odgovora|nema odgovora|bez odpovede|нет ответа", re.IGNORECASE
)
_PHONE = re.compile(r"\+[\d \u00a0()\-‑.]{6,24}")
_TITLE = re.compile(
    r"(?:.*/)?(?:WhatsApp[ -](?:Chat|razgovor|čet|konverzáci\w+|чат|Konverzace|chat)(?: -| with| mit| s korisnikom|"
    r" sa| s| с)?|Чат WhatsApp с(?: контактом)?|Četovanie s|Čet s|Chat de WhatsApp con)[ ]+(.{1,150}?)(?: ?\(\d+\))?"
    r"\.(?:txt|zip)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Entry:
    place: int
    stamp: Stamp
    written: str
    rest: list[str] = field(default_factory=list)


def looks_like_whatsapp(text: str) -> bool:
    """Whether one of the first lines begins with a date and a time as WhatsApp writes them."""
    first = [line for line in text[:6000].split("\n") if line.strip()][:8]
    return any(_HEAD.match(line) for line in first)


def title_of(name: str) -> str:
    """Whom the chat is with, by the name of its file; empty for "_chat.txt".

    >>> title_of("WhatsApp Chat with Ivana Perić.txt"), title_of("WhatsApp Chat - Adria (2).zip"), title_of("_chat.txt")
    ('Ivana Perić', 'Adria', '')
    """
    found = _TITLE.fullmatch(name.strip())
    return found[1].strip() if found else ""


def read_whatsapp(
    text: str, name: str, *, zone: tzinfo, now: datetime, order: str = "", limits: Limits = LIMITS
) -> Opened | Undecided | Refusal:
    """Read the text of an export. Its times are the telephone's wall clock, here that of `zone`."""
    entries = list(_entries(text, limits))
    if not entries:
        return Refusal("no_lines", because("No line of this text begins with a date and a time, so it is no chat."))
    if len(entries) > limits.lines:
        return Refusal("too_many_lines", because("The chat has more than {most} lines.", most=limits.lines))
    order = order or order_of([one.stamp for one in entries], now)
    if not order:
        return Undecided("whatsapp", entries[0].written)
    said, refused = [], []
    for one in entries:
        wall = one.stamp.read(order)
        at = in_zone(wall, zone) if wall else None
        if at is None:
            refused.append(Skipped(one.place, because("There is no such day or hour: {date}.", date=one.written)))
        else:
            said.append(_said(at, "\n".join(one.rest).strip(" \n\r"), limits))
    return Opened("whatsapp", (_chat(said, title_of(name), limits),), order, tuple(refused[: limits.refused]),
                  len(refused))  # fmt: skip


def _entries(text: str, limits: Limits) -> Iterator[_Entry]:
    """Messages with their lines below the first; what stands above the first message is nobody's."""
    open_entry: _Entry | None = None
    length = 0
    for place, line in enumerate(text.split("\n"), start=1):
        line = line.rstrip("\r")
        found = _HEAD.match(line[: limits.text])
        if found:
            if open_entry:
                yield open_entry
            open_entry, length = _entry(place, found), 0
        elif open_entry and (length := length + len(line)) < limits.text:
            open_entry.rest.append(line)
    if open_entry:
        yield open_entry


def _entry(place: int, found: re.Match[str]) -> _Entry:
    inside = "i" if found["ia"] else ""
    parts = {key: found[f"{inside}{key}"] for key in ("a", "b", "c", "sep", "h", "m", "s", "half")}
    written = found[0][: found.start("rest") - found.start()].strip(f"{_MARKS}[] -–")
    return _Entry(place, stamp(parts), written, [found["rest"]])


def _said(at: datetime, rest: str, limits: Limits) -> Said:
    marked = rest.startswith("\u200e")
    named = _WHO.match(rest.lstrip(_MARKS))
    if named is None:
        return Said(at, "", rest.strip(_MARKS)[: limits.text], call=_call(rest))
    who, text = named[1].strip(f"{_MARKS} ~\u202f\u00a0"), named[2]
    if _NOTICE.search(text[:300]) and (marked or text.startswith("\u200e")):
        return Said(at, "", text.strip(_MARKS)[: limits.text])
    return _worded(at, who, text, limits)


def _worded(at: datetime, who: str, text: str, limits: Limits) -> Said:
    if called := _call(text):
        return Said(at, who, text.strip(_MARKS), call=called)
    if found := _ATTACHED.search(text):
        return Said(at, who, text.replace(found[0], "").strip(_MARKS + " \n")[: limits.text], (found[1].strip(_MARKS),))
    text = _EDITED.sub("", text)
    first, _sign, below = text.partition("\n")
    if found := _FILE.fullmatch(first):
        return Said(at, who, below.strip(_MARKS + " \n")[: limits.text], (found[1].strip(_MARKS),))
    if _NO_MEDIA.fullmatch(first.strip()):
        return Said(at, who, below.strip(_MARKS + " \n")[: limits.text], ("",))
    bare = text.strip(_MARKS + " \n")
    return Said(at, "" if _DELETED.fullmatch(bare) else who, bare[: limits.text])


def _call(text: str) -> Call | None:
    """Only what the program wrote of itself, with its own mark: people write of calls too."""
    found = _CALL.fullmatch(text.strip()) if text.startswith("\u200e") else None
    if found is None:
        return None
    seconds = sum(int(n) * _unit(unit) for n, unit in _LASTS.findall(found["rest"]))
    return Call(seconds, answered=not (found["missed"] or _UNANSWERED.search(found["rest"])) and seconds > 0)


def _unit(word: str) -> int:
    return 60 if word[0] in "mм" else 1 if word.startswith(("sec", "sek", "с")) or word == "s" else 3600


def _chat(said: list[Said], title: str, limits: Limits) -> Chat:
    said = [Said(one.at, "", one.text) if title and _is_group_notice(one, title) else one for one in said]
    names = list(dict.fromkeys(one.who for one in said if one.who))[: limits.people]
    title = title or ", ".join(names[:6])
    people = tuple(Person(name, name, name if _PHONE.fullmatch(name) else "") for name in names)
    phone = _digits(title) if _PHONE.fullmatch(title) else ""
    mark = phone or fold(title)
    return Chat("whatsapp", title, mark[:250], not phone, people, tuple(said))


def _is_group_notice(one: Said, title: str) -> bool:
    """An iPhone lets the group itself speak: "Adria × Kordun: Ivana added Luka"."""
    return fold(one.who) == fold(title) and bool(_NOTICE.search(one.text[:300]))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
