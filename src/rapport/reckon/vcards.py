"""What a vCard file says of people: bytes in, cards or a Refusal out, and out again as versions 2.1, 3.0 and 4.0.

For the address book and the command line. Old phones write quoted-printable in charsets of their own; both are read.

>>> card = b"BEGIN:VCARD\\nVERSION:2.1\\nFN;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-2:=D0ur=F0a\\nEND:VCARD"
>>> read_cards(card).cards[0].name
'Đurđa'
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterable, Iterator
from datetime import date

from rapport.reckon.ical.lines import Line, Part, Tree, escaped, parted, read_tree, text_of, written
from rapport.reckon.ical.moments import zone_meant
from rapport.reckon.ical.reading import odd_lines
from rapport.reckon.ical.values import LIMITS, Card, Cards, Limits, Place, Reach, Refusal
from rapport.reckon.verdict import Reason, because

__all__ = ["LIMITS", "Card", "Cards", "Limits", "Place", "Reach", "Refusal", "read_cards", "write_cards"]

_MOST = 100  # of each kind of property kept from one card
_LONGEST = 20_000  # characters of one property that are parted
_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T\s].*)?")
_WITHOUT_YEAR = re.compile(r"--(\d{2})-?(\d{2})")
_ESCAPED = re.compile(r"\\(.)")
_OF_OLD = {"n": "\n", ";": r"\;", "\\": r"\\"}  # the escapes of version 2.1
_KNOWN_KINDS = re.compile("[a-z0-9-]{1,30}")
_NO_KINDS = {"internet", "voice", "x-internet"}  # said of nearly every address and number, and nothing by it


def read_cards(raw: bytes, *, limits: Limits = LIMITS) -> Cards | Refusal:
    """Read a vCard file of one or many cards. Never raises.

    >>> read_cards(b"").sentence.plain()
    'The file is empty.'
    """
    tree = read_tree(raw, limits)
    return cards_of(tree, limits) if isinstance(tree, Tree) else tree


def cards_of(tree: Tree, limits: Limits = LIMITS) -> Cards | Refusal:
    """The cards of a file whose lines are read already."""
    parts = [part for outer in tree.parts for part in _cards_within(outer)]
    if not parts:
        return Refusal("not_a_vcard", because("This is not a vCard file: it holds no card."))
    if len(parts) > limits.cards:
        return Refusal("too_many_cards", because("The file holds more than {n} cards.", n=limits.cards))
    return Cards(tuple(_card(part, limits) for part in parts), tuple(odd_lines(tree)))


def write_cards(cards: Iterable[Card], version: str = "4.0") -> bytes:
    """The cards as one file in version "3.0" or "4.0", or "2.1" for what reads nothing newer.

    >>> write_cards([Card("Ana Horvat", mails=(Reach("ana@adria.example", ("work",)),))]).decode().splitlines()[1:4]
    ['VERSION:4.0', 'FN:Ana Horvat', 'N:;;;;']
    """
    if version not in ("2.1", "3.0", "4.0"):
        raise ValueError("vCards are written in version 2.1, 3.0 or 4.0.")
    parts = [Part("VCARD", list(_lines(card, version))) for card in cards]
    return b"".join(_as_old_phones_read(part) if version == "2.1" else written(part) for part in parts)


def _cards_within(part: Part) -> Iterator[Part]:
    """The outermost cards; a card within a card (AGENT) belongs to it."""
    if part.name == "VCARD":
        yield part
        return
    for inner in part.parts:
        yield from _cards_within(inner)


def _card(part: Part, limits: Limits) -> Card:
    notes: list[Reason] = []
    names = _fields(part.first("N"), 5)
    organisation, *units = [text for line in list(part.all("ORG"))[:1] for text in _texts(line.value, ";")] or [""]
    birthday, without_year = _birthday(part, notes)
    mails = tuple(_reaches(part, "EMAIL"))
    name = _text(part, "FN", limits) or " ".join(filter(None, [names[3], names[1], names[2], names[0], names[4]]))
    return Card(
        name=name or organisation or (mails[0].value if mails else ""),
        family=names[0],
        given=names[1],
        additional=names[2],
        prefix=names[3],
        suffix=names[4],
        nicknames=tuple(text for line in part.all("NICKNAME") for text in _texts(line.value, ",") if text)[:_MOST],
        organisation=organisation,
        units=tuple(text for text in units if text)[:_MOST],
        title=_text(part, "TITLE", limits),
        role=_text(part, "ROLE", limits),
        mails=mails,
        phones=tuple(_reaches(part, "TEL")),
        places=tuple(_places(part)),
        urls=tuple(text_of(line.value).strip()[:2000] for line in part.all("URL") if line.value.strip())[:_MOST],
        birthday=birthday,
        birthday_without_year=without_year,
        note="\n".join(text for line in part.all("NOTE") if (text := text_of(line.value).strip()))[: limits.text],
        languages=tuple(text_of(line.value).strip()[:40] for line in part.all("LANG") if line.value.strip())[:_MOST],
        zone=_zone(part),
        categories=tuple(text for line in part.all("CATEGORIES") for text in _texts(line.value, ",") if text)[:_MOST],
        uid=_text(part, "UID", limits)[:1000],
        version=part.value("VERSION")[:10],
        has_photo=any(line.value.strip() for line in part.all("PHOTO")),
        notes=tuple(notes),
    )


def _fields(line: Line | None, count: int) -> list[str]:
    """The first fields of a structured value, each as one text; values within one are joined by a blank."""
    fields = [_field(one) for one in parted(line.value[:_LONGEST], ";")] if line else []
    return [*fields, *[""] * count][:count]


def _field(value: str) -> str:
    texts = (text_of(one).strip() for one in parted(value, ","))
    return " ".join(" ".join(filter(None, texts)).split("\x00")).strip()[:1000]


def _texts(value: str, separator: str) -> list[str]:
    return [text_of(one).strip()[:1000] for one in parted(value[:_LONGEST], separator)]


def _text(part: Part, name: str, limits: Limits) -> str:
    return next((text for line in part.all(name) if (text := text_of(line.value[: limits.text]).strip())), "")


def _reaches(part: Part, name: str) -> Iterator[Reach]:
    """Preferred ones first, each value once."""
    found: dict[str, tuple[str, ...]] = {}
    for line in list(part.all(name))[:_MOST]:
        value = re.sub("^(tel|mailto):", "", text_of(line.value).strip(), flags=re.IGNORECASE)[:320]
        if value:
            found.setdefault(value, _kinds(line))
    yield from (Reach(value, kinds) for value, kinds in sorted(found.items(), key=lambda one: "pref" not in one[1]))


def _kinds(line: Line) -> tuple[str, ...]:
    told = [kind.strip().lower() for value in line.all("TYPE") for kind in value.split(",")]
    kinds = [kind for kind in dict.fromkeys(told) if _KNOWN_KINDS.fullmatch(kind) and kind not in {*_NO_KINDS, "pref"}]
    return (*kinds, "pref") if "pref" in told or line.first("PREF") == "1" else tuple(kinds)


def _places(part: Part) -> Iterator[Place]:
    for line in list(part.all("ADR"))[:_MOST]:
        fields = [_lines_of_field(one) for one in parted(line.value[:_LONGEST], ";")]
        if any(fields):
            box, extended, street, city, region, code, country = [*fields, *[""] * 7][:7]
            yield Place(box, extended, street, city, region, code, country, _kinds(line))


def _lines_of_field(value: str) -> str:
    return "\n".join(filter(None, (text_of(one).strip() for one in parted(value, ","))))[:1000]


def _birthday(part: Part, notes: list[Reason]) -> tuple[date | None, tuple[int, int] | None]:
    """The first birthday that is a day; an empty or unreadable one is said, unless another can be read."""
    without_year = None
    for line in part.all("BDAY"):
        value = line.value.strip()
        if found := _DATE.fullmatch(value):
            try:
                return date(int(found[1]), int(found[2]), int(found[3])), None
            except ValueError:
                pass
        elif found := _WITHOUT_YEAR.fullmatch(value):
            day = int(found[1]), int(found[2])
            if _is_day(*day):
                without_year = without_year or day
                continue
        if value:
            notes.append(because("The birthday cannot be read: {value}", value=value[:100]))
    return None, without_year


def _is_day(month: int, day: int) -> bool:
    try:
        return bool(date(2000, month, day))
    except ValueError:
        return False


def _zone(part: Part) -> str:
    """The zone, else as written; an offset as it is shown on a clock."""
    value = text_of(part.value("TZ")).strip()[:100]
    return zone_meant(value) or value


def _lines(card: Card, version: str) -> Iterator[Line]:
    yield Line("VERSION", version)
    yield Line("FN", escaped(card.name or card.organisation))
    names = [card.family, card.given, card.additional, card.prefix, card.suffix]
    yield Line("N", ";".join(escaped(name) for name in names))
    if card.nicknames:
        yield Line("NICKNAME", ",".join(escaped(one) for one in card.nicknames))
    if card.organisation:
        yield Line("ORG", ";".join(escaped(one) for one in (card.organisation, *card.units)))
    for name, text in (("TITLE", card.title), ("ROLE", card.role), ("UID", card.uid), ("NOTE", card.note)):
        if text:
            yield Line(name, escaped(text))
    for name, reaches in (("EMAIL", card.mails), ("TEL", card.phones)):
        yield from (_with_kinds(name, escaped(one.value), one.kinds, version) for one in reaches)
    yield from (_place(place, version) for place in card.places)
    yield from (Line("URL", "".join(url.split())) for url in card.urls)
    if card.birthday:
        yield Line(
            "BDAY", card.birthday.isoformat() if version != "4.0" else card.birthday.isoformat().replace("-", "")
        )
    elif card.birthday_without_year and version == "4.0":  # older ones cannot say it
        yield Line("BDAY", "--{:02}{:02}".format(*card.birthday_without_year))
    if version == "4.0":
        yield from (Line("LANG", escaped(one)) for one in card.languages)
    if card.zone:
        yield Line("TZ", escaped(card.zone), (("VALUE", ("TEXT",)),) if version == "3.0" else ())
    if card.categories:
        yield Line("CATEGORIES", ",".join(escaped(one) for one in card.categories))


def _as_old_phones_read(part: Part) -> bytes:
    """Version 2.1: kinds without a name, texts of other letters or lines as quoted-printable, nothing folded."""
    lines = [f"BEGIN:{part.name}"]
    for line in part.lines:
        head = line.name + "".join(f";{kind.upper()}" for kind in line.all("TYPE"))
        value = _ESCAPED.sub(lambda found: _OF_OLD.get(found[1], found[1]), line.value)
        if line.name in ("NICKNAME", "CATEGORIES"):  # lists, which the version does not know
            value = line.value
        if value.isascii() and "\n" not in value:
            lines.append(f"{head}:{value}")
            continue
        told = quopri.encodestring(value.replace("\n", "\r\n").encode(), quotetabs=True).decode()
        told = re.sub("(?<!=)\r?\n", "=0D=0A=\r\n", told)
        lines.append(f"{head};CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{told}")
    return "".join(f"{line}\r\n" for line in [*lines, f"END:{part.name}"]).encode()


def _with_kinds(name: str, value: str, kinds: tuple[str, ...], version: str) -> Line:
    said = tuple(kind for kind in kinds if _KNOWN_KINDS.fullmatch(kind) and (version != "4.0" or kind != "pref"))
    params = (("TYPE", said),) if said else ()
    if version == "4.0" and "pref" in kinds:
        params = (*params, ("PREF", ("1",)))
    return Line(name, value, params)


def _place(place: Place, version: str) -> Line:
    fields = (place.box, place.extended, place.street, place.city, place.region, place.code, place.country)
    return _with_kinds("ADR", ";".join(escaped(one) for one in fields), place.kinds, version)
