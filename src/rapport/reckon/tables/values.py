"""Reads what people write in cells: dates, numbers, money, mails, phones, lists, HTML notes.

Nothing is guessed. `Undecidable` says that a cell has two honest readings (03/04/2026; 1,234) and the column must
decide; `Unreadable` says in a sentence why a cell has none.
"""

from __future__ import annotations

import calendar
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from html.parser import HTMLParser
from typing import Literal

from rapport.reckon.folding import fold
from rapport.reckon.verdict import Reason, because

Order = Literal["dmy", "mdy", "ymd", ""]
Mark = Literal[".", ",", ""]

_EMPTY = frozenset({"", "-", "--", "—", "–", "n/a", "null", "none", "#n/a", "(none)", "(empty)", "nan", "nil", "\\n"})
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:$|[T ])")
_YEAR_FIRST = re.compile(r"^(\d{4})[./](\d{1,2})[./](\d{1,2})\.?(?:$|[T ,])")
_THREE = re.compile(r"^(\d{1,2})\s?([./-])\s?(\d{1,2})\s?[./-]\s?(\d{4}|\d{2})\.?(?:$|[ ,T])")
_WORDS = re.compile(r"[^\W\d_]{3,}")
_LIKE_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*(Z|[+-]\d\d:?\d\d)$")
MONTHS: dict[str, int] = {}
for _month, _names in enumerate(
    (
        "jan january januar janvier enero ene siječnja siječanj januára január янв января январь sij jän jänner",
        "feb february februar février febrero veljače veljača februára február фев февраля февраль velj",
        "mar march märz mär mars marzo ožujka ožujak marca marec мар марта март ožu mrz",
        "apr april avril abril abr travnja travanj apríla apríl апр апреля апрель tra",
        "may mai mayo svibnja svibanj mája máj мая май svi",
        "jun june juni juin junio lipnja lipanj júna jún июн июня июнь lip",
        "jul july juli juillet julio srpnja srpanj júla júl июл июля июль srp",
        "aug august août agosto ago kolovoza kolovoz augusta авг августа август kol",
        "sep sept september septembre septiembre rujna rujan septembra сен сент сентября сентябрь ruj",
        "oct october oktober octobre octubre okt listopada listopad októbra október окт октября октябрь lis",
        "nov november novembre noviembre studenoga studeni studenog novembra ноя ноября ноябрь stu",
        "dec december dezember dez décembre diciembre dic prosinca prosinac decembra дек декабря декабрь pro",
    ),
    start=1,
):
    for _name in _names.split():
        MONTHS[fold(_name)] = _month


class Unreadable(Exception):
    """The cell has no honest reading; `reason` says why and, where it can, what may have been meant."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.plain())
        self.reason = reason


class Undecidable(Exception):
    """The cell has two honest readings, `first` (day first, or a decimal comma) and `second`."""

    def __init__(self, first: object, second: object) -> None:
        super().__init__(f"{first} or {second}")
        self.first, self.second = first, second


def is_empty(text: str) -> bool:
    """Nothing, or a word that stands for it; a long cell of blanks is found empty by whoever reads it."""
    return not text or (len(text) < 20 and text.strip().lower() in _EMPTY)


# ── dates ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=8192)
def read_date(text: str, order: Order = "") -> date | None:
    """A day. `order` is what the column was found, or said, to use.

    >>> read_date("2024-02-01 09:30"), read_date("45631.0"), read_date("8. srpnja 2025.")
    (datetime.date(2024, 2, 1), datetime.date(2024, 12, 5), datetime.date(2025, 7, 8))
    >>> read_date("03/04/2026", "mdy"), read_date("25/12/2026"), read_date("1754470800000")
    (datetime.date(2026, 3, 4), datetime.date(2026, 12, 25), datetime.date(2025, 8, 6))
    """
    if is_empty(text):
        return None
    plain = text.strip()
    if found := _ISO.match(plain) or _YEAR_FIRST.match(plain):
        return _day(plain, int(found[1]), int(found[2]), int(found[3]))
    if found := _THREE.match(plain):
        return _three(plain, int(found[1]), int(found[3]), found[4], found[2], order)
    if plain.replace(".", "", 1).isdecimal():
        return _figures(plain)
    if _WORDS.search(plain):
        return _in_words(plain)
    raise Unreadable(because("“{value}” is no date.", value=_short(plain)))


def date_order_of(text: str) -> Order:
    """What one cell tells of its column: "dmy" or "mdy" where only one is possible, "" where it tells nothing.

    >>> date_order_of("25/12/2026"), date_order_of("12/25/2026"), date_order_of("03/04/2026"), date_order_of("3.4.2026")
    ('dmy', 'mdy', '', 'dmy')
    """
    found = _THREE.match(text.strip())
    if not found:
        return ""
    first, second = int(found[1]), int(found[3])
    if found[2] == "." or (first > 12 >= second):
        return "dmy"
    return "mdy" if second > 12 >= first else ""


def _three(text: str, first: int, second: int, year_text: str, separator: str, order: Order) -> date:
    year = int(year_text)
    if len(year_text) == 2:
        year += 2000 if year < 70 else 1900
    if separator == ".":
        order = order if order == "mdy" and second > 12 else "dmy"
    if not order or (order == "dmy" and second > 12 >= first) or (order == "mdy" and first > 12 >= second):
        if first > 12 and second <= 12:
            order = "dmy"
        elif second > 12 and first <= 12:
            order = "mdy"
        elif first == second:
            order = "dmy"
        else:
            raise Undecidable(_day(text, year, second, first), _day(text, year, first, second))
    return _day(text, year, second, first) if order == "dmy" else _day(text, year, first, second)


def _day(text: str, year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise Unreadable(because("“{value}” is no date: there is no month {month}.", value=_short(text), month=month))
    if not 1900 <= year <= 2200:
        raise Unreadable(because("The year {year} in “{value}” cannot be right.", year=str(year), value=_short(text)))
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        if day > 31 or day < 1:
            raise Unreadable(because("“{value}” is no date: there is no day {day}.", value=_short(text), day=day))
        raise Unreadable(
            because("That month has {days} days. Did you mean {guess}?", days=last, guess=date(year, month, last))
        )
    return date(year, month, day)


def _figures(text: str) -> date:
    whole = text.partition(".")[0]
    if len(whole) == 13:
        return _epoch(int(whole) / 1000, text)
    if len(whole) == 10:
        return _epoch(int(whole), text)
    if len(whole) == 8 and "." not in text:
        return _day(text, int(whole[:4]), int(whole[4:6]), int(whole[6:]))
    if len(whole) == 5:  # days since 30 December 1899, as spreadsheets count
        return date(1899, 12, 30) + timedelta(days=int(whole))
    raise Unreadable(because("“{value}” is no date.", value=_short(text)))


def _epoch(seconds: float, text: str) -> date:
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        raise Unreadable(because("“{value}” is no date.", value=_short(text))) from None
    return _day(text, moment.year, moment.month, moment.day)


def _in_words(text: str) -> date:
    if _LIKE_ISO.match(text):
        return _day(text, int(text[:4]), int(text[5:7]), int(text[8:10]))
    month = next((MONTHS[w] for w in map(fold, _WORDS.findall(text)) if w in MONTHS), 0)
    clock = re.sub(r"\d{1,2}:\d{2}(:\d{2})?|[+-]\d{2}:?\d{2}\b", " ", text)
    figures = [int(f) for f in re.findall(r"\d{1,4}", clock)]
    year = next((f for f in figures if f > 31), None)
    day = next((f for f in figures if f <= 31), None)
    if not month or year is None or day is None:
        raise Unreadable(because("“{value}” is no date.", value=_short(text)))
    return _day(text, year, month, day)


# ── numbers ───────────────────────────────────────────────────────────────────────────────────────────────────────

_BLANKS = dict.fromkeys(map(ord, "    '’`_"), None)
_CURRENCY = re.compile(
    r"(?i)^(?:[a-z]{3}|[€$£¥₽₴]|kn|kč|zł|руб\.?|р\.?)?\s*|\s*(?:[a-z]{3}|[€$£¥₽₴%]|kn|kč|zł|руб\.?|р\.?)?$"
)
_DIGITS = re.compile(r"[0-9.,]*[0-9][0-9.,]*")


def read_number(text: str, mark: Mark = "") -> Decimal | None:
    """A number with or without a currency. `mark` is the column's decimal mark.

    >>> read_number("1.234,56 €"), read_number("-1 250"), read_number("(99.90)"), read_number("1,234", ".")
    (Decimal('1234.56'), Decimal('-1250'), Decimal('-99.90'), Decimal('1234'))
    """
    if is_empty(text):
        return None
    plain = text.strip().replace("\u2212", "-")
    negative = plain.startswith("(") and plain.endswith(")")
    plain = _CURRENCY.sub("", plain.strip("()")).translate(_BLANKS)
    if plain.startswith("-"):
        negative, plain = True, _CURRENCY.sub("", plain[1:]).translate(_BLANKS)
    plain = plain.lstrip("+")
    if not _DIGITS.fullmatch(plain):
        raise Unreadable(_no_number(text, plain))
    bare = _without_groups(plain, mark)
    try:
        value = Decimal(bare)
    except InvalidOperation:
        raise Unreadable(_no_number(text, plain)) from None
    if not value.is_finite() or abs(value) >= Decimal(10) ** 15:
        raise Unreadable(because("“{value}” is too large a number.", value=_short(text)))
    return -value if negative else value


def decimal_mark_of(text: str) -> Mark:
    """What one cell tells of its column's decimal mark, or "".

    >>> decimal_mark_of("1.234,56"), decimal_mark_of("12.5"), decimal_mark_of("1,234"), decimal_mark_of("1,234,567")
    (',', '.', '', '.')
    """
    plain = _CURRENCY.sub("", text.strip().strip("()-+")).translate(_BLANKS)
    points, commas = plain.count("."), plain.count(",")
    if points and commas:
        return "." if plain.rfind(".") > plain.rfind(",") else ","
    if points > 1:
        return ","
    if commas > 1:
        return "."
    if points + commas == 1:
        used: Mark = "." if points else ","
        head, _, tail = plain.partition(used)
        if len(tail) == 3 and 1 <= len(head) <= 3 and head != "0":
            return ""
        return used
    return ""


def _without_groups(plain: str, mark: Mark) -> str:
    used = decimal_mark_of(plain)
    if not used and ("," in plain or "." in plain):
        if not mark:
            sign = "," if "," in plain else "."
            raise Undecidable(Decimal(plain.replace(sign, ".")), Decimal(plain.replace(sign, "")))
        used = mark
    if used == ",":
        return plain.replace(".", "").replace(",", ".")
    return plain.replace(",", "")


def _no_number(text: str, plain: str) -> Reason:
    if re.fullmatch(r"[\dOoОо.,]+", plain) and re.search(r"\d", plain):
        guess = re.sub(r"[OoОо]", "0", text.strip())
        return because("There is a letter O in a number. Did you mean {guess}?", guess=_short(guess))
    return because("“{value}” is no number.", value=_short(text))


# ── words ─────────────────────────────────────────────────────────────────────────────────────────────────────────

_MAIL = re.compile(r"^[^@\s<>\"',;()]{1,64}@[^@\s<>\"',;()]+\.[^@\s<>\"',;().]{2,}$")
_MAIL_CUT = re.compile(r"[,\s]+")


@dataclass(frozen=True, slots=True)
class Mails:
    """The mail addresses of a cell and what was none."""

    good: tuple[str, ...]
    odd: tuple[str, ...]


def read_mails(text: str) -> Mails:
    """Addresses in lower case, each once.

    >>> read_mails("PRIYA@Bluebay.example; Tom <tom@harbour.example>").good
    ('priya@bluebay.example', 'tom@harbour.example')
    """
    if is_empty(text):
        return Mails((), ())
    plain = text.strip()
    if _MAIL.match(plain):
        return Mails((plain.lower(),), ())
    good: list[str] = []
    odd: list[str] = []
    for part in _mail_parts(plain.strip("[]")):
        address = part.lower()
        if not _MAIL.match(part):
            odd.append(part)
        elif address not in good:
            good.append(address)
    return Mails(tuple(good), tuple(odd))


def _mail_parts(text: str) -> Iterator[str]:
    for piece in re.split(r"[;\n|]", text):
        named = re.findall(r"<([^<>]+)>", piece)
        for part in named or _MAIL_CUT.split(piece.strip()):
            if bare := part.strip(" \"'").removeprefix("mailto:"):
                yield bare


_PHONES_CUT = re.compile(r"[;|\n]|,\s(?=\+|\d{6,})")


def read_phones(text: str) -> list[str]:
    """Numbers as written, each once; extra ones are cut at ; | and line ends.

    >>> read_phones("+44 20 7946 0958; 570-809-7197")
    ['+44 20 7946 0958', '570-809-7197']
    """
    if is_empty(text):
        return []
    plain = text.strip()
    if not _PHONES_CUT.search(plain) and plain[:1] != "[":
        return [plain] if sum(map(str.isdigit, plain)) >= 3 else []
    found: list[str] = []
    for part in _PHONES_CUT.split(plain.strip("[]")):
        number = part.strip(" '\"")
        if sum(map(str.isdigit, number)) >= 3 and number not in found:
            found.append(number)
    return found


def read_list(text: str) -> list[str]:
    """Things in one cell: "a; b", "[a, b]", "a | b", one a line; a comma cuts only inside brackets or when alone.

    >>> read_list("9002;9999"), read_list("[Ana Vidović, Tin]"), read_list("seo, ads")
    (['9002', '9999'], ['Ana Vidović', 'Tin'], ['seo', 'ads'])
    """
    if is_empty(text):
        return []
    plain = text.strip()
    if plain.startswith("[") and plain.endswith("]"):
        parts = plain[1:-1].split(",")
    elif re.search(r"[;|\n]", plain):
        parts = re.split(r"[;|\n]", plain)
    else:
        parts = plain.split(",")
    seen: dict[str, None] = {}
    for part in parts:
        if bare := part.strip().strip("\"'").strip():
            seen.setdefault(bare)
    return list(seen)


def read_ids(text: str) -> list[str]:
    """Source ids in one cell; case is kept, and a spreadsheet's 9001.0 is 9001.

    >>> read_ids("9002;9999"), read_ids("9001.0"), read_ids("001A0000001abcDEAQ")
    (['9002', '9999'], ['9001'], ['001A0000001abcDEAQ'])
    """
    return [re.sub(r"^(\d+)\.0$", r"\1", part) for part in read_list(text)]


def read_text(text: str) -> str:
    """Words in one paragraph each; HTML becomes text.

    >>> read_text("<b>Called</b> &amp; left a message")
    'Called & left a message'
    """
    if is_empty(text):
        return ""
    if "<" not in text and "&" not in text:
        return text.strip()
    if not re.search(r"</?[a-zA-Z][^<>]*>|&#?\w+;", text):
        return text.strip()
    reader = _Words()
    reader.feed(text)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.words).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Words(HTMLParser):
    _BREAKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol", "table", "blockquote"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style"}:
            self._silent += 1
        elif tag in self._BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"}:
            self._silent = max(0, self._silent - 1)
        elif tag in self._BREAKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(html.unescape(data))


@lru_cache(maxsize=2048)
def read_country(text: str) -> str | None:
    """ISO code of a country named in English, German, Spanish, Croatian, Slovak, Czech, Russian or by its code.

    >>> read_country("United Kingdom"), read_country("Hrvatska"), read_country("de"), read_country("Atlantis")
    ('GB', 'HR', 'DE', None)
    """
    return _countries().get(fold(text)) if text else None


_ALSO_CALLED = {
    "GB": "uk, great britain, england, scotland, wales, united kingdom of great britain and northern ireland",
    "US": "usa, u.s.a., us, u.s., united states of america, eeuu, ee.uu., сша, соединенные штаты",
    "RU": "russia, russian federation, российская федерация, рф",
    "BA": "bih, bosna i hercegovina, bosnia",
    "CZ": "czech republic, česká republika, čr",
    "SK": "slovak republic, slovenská republika, sr",
    "HR": "republika hrvatska, croatia (hrvatska), rh",
    "NL": "holland, the netherlands",
    "DE": "brd, bundesrepublik deutschland, federal republic of germany",
    "MK": "macedonia, makedonija",
    "KR": "korea, south korea",
    "BY": "белоруссия, belarus",
    "AE": "uae, emirates",
    "TR": "turkey",
    "VN": "viet nam",
}


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    from babel import Locale

    found: dict[str, str] = {}
    none = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}
    codes = [c for c in map(str, Locale("en").territories) if len(c) == 2 and c.isalpha() and c not in none]
    for spoken in ("en", "de", "es", "hr", "sk", "cs", "ru", "fr", "it", "pl", "sl"):
        called = Locale(spoken).territories
        for code in codes:
            if code in called:
                found.setdefault(fold(str(called[code])), code)
    for code in codes:
        found[code.lower()] = code
    for code, also in _ALSO_CALLED.items():
        found |= dict.fromkeys(map(fold, also.split(", ")), code)
    return found


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
