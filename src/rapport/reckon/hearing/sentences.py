"""Where words and sentences begin and end in a message, for the judgements that quote them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A word keeps the marks that come after its letters, and an apostrophe inside ("don't").
_PLAIN_WORD = r"[^\W_](?:[^\W_]|[\u0300-\u036f]|['’](?=[^\W\d_])){0,60}"
_WORD = re.compile(_PLAIN_WORD)
# Where there may be an address it is one word, so that what it is made of says nothing.
_MAY_BE_ADDRESS = re.compile(r"@|://|\w\.[a-z]{2}")
_WORD_OR_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S{1,500}|[\w.+-]{1,64}@[\w.-]{1,200}"
    r"|[\w-]{1,64}\.(?:com|org|net|eu|hr|sk|ru|cz|de|at|si|io|info|shop|example)\b|" + _PLAIN_WORD,
    re.IGNORECASE,
)
_BREAK = re.compile(r"[,;:()\[\]–—]|\s-\s")
# A closing quotation mark after the sign keeps the sentence going: “How?” is quoted, not asked.
_SIGN = re.compile(r"[.!?…]+[)\]]*(?=\s|$)")
_LINE_END = re.compile(r"[ \t]*\n")
_BLANK_LINE = re.compile(r"[ \t]*\n[ \t]*\n")
_NEW_ITEM = re.compile(r"\s*(?:[-*•–>]|\d{1,2}[.)]\s|[A-ZČĆĐŠŽÁÉÍÓÚÝĽŤŇĎÄÔА-ЯЁ])")
_QUESTION = re.compile(r"\?[?!.)\]…\s:;\-\U0001f300-\U0001faff]*$")
_SHORT_LINE = 55
_LONGEST = 800
_ABBREVIATED = frozenset(
    "npr tj itd tzv br str mr mrs ms dr ing mgr eg ie vs no approx napr resp atď atd tzn tel č т д п г ул им стр руб"
    " тыс млн e g i gosp gđa gdja čl sv st cca ca".split()
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """`start`, `end` are offsets into the words; `first` and `last` (exclusive) of its words; `asks`: by a mark."""

    text: str
    start: int
    end: int
    first: int
    last: int
    asks: bool

    @property
    def exclaims(self) -> bool:
        return self.text.endswith("!")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message cut once: `forms` are the words in small letters, `after_break` those that follow a comma or dash."""

    words: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    forms: tuple[str, ...]
    after_break: tuple[bool, ...]
    sentences: tuple[Sentence, ...]


def cut(words: str) -> Spoken:
    """Cut a message into sentences and words. Lines that quote another message (">") are left out.

    >>> [s.text for s in cut("Hi Ana, see 15. 3. please. is it live? thanks").sentences]
    ['Hi Ana, see 15. 3. please.', 'is it live?', 'thanks']
    """
    starts: list[int] = []
    ends: list[int] = []
    forms: list[str] = []
    breaks: list[bool] = []
    sentences: list[Sentence] = []
    small = words.lower().replace("’", "'")
    small = small if len(small) == len(words) else words  # "İ" grows when it is made small
    pattern = _WORD_OR_ADDRESS if _MAY_BE_ADDRESS.search(words) else _WORD
    for start, end in _spans(words):
        first, after = len(starts), start
        for word in pattern.finditer(words, start, end):
            before = after
            begin, after = word.span()
            starts.append(begin)
            ends.append(after)
            forms.append(small[begin:after])
            breaks.append(begin - before > 1 and _BREAK.search(words, before, begin) is not None)
        if len(starts) > first:
            sentences.append(_sentence(words, start, end, first, len(starts)))
        elif sentences and words[start:end].startswith("?"):
            before_sign = sentences[-1]
            sentences[-1] = _sentence(words, before_sign.start, end, before_sign.first, before_sign.last)
    return Spoken(words, tuple(starts), tuple(ends), tuple(forms), tuple(breaks), tuple(sentences))


def _sentence(words: str, start: int, end: int, first: int, last: int) -> Sentence:
    text = words[start:end]
    return Sentence(text, start, end, first, last, "?" in text and _QUESTION.search(text) is not None)


def _spans(words: str) -> Iterator[tuple[int, int]]:
    """The trimmed offsets of each sentence."""
    start = 0
    for end in _ends(words):
        left, right = start, end
        while left < right and words[left].isspace():
            left += 1
        while right > left and words[right - 1].isspace():
            right -= 1
        if right > left and not _is_quoted(words, left):
            yield from _pieces(words, left, right)
        start = end


def _pieces(words: str, left: int, right: int) -> Iterator[tuple[int, int]]:
    """What has no end for very long is cut at a blank: no judgement looks at more than a piece."""
    while right - left > _LONGEST:
        blank = words.rfind(" ", left + 1, left + _LONGEST)
        cut_at = blank if blank > left else left + _LONGEST
        yield left, cut_at
        left = cut_at + (blank > left)
    yield left, right


def _is_quoted(words: str, at: int) -> bool:
    return words[words.rfind("\n", 0, at) + 1 : at + 1].lstrip().startswith(">")


def _ends(words: str) -> Iterator[int]:
    ends = {sign.end() for sign in _SIGN.finditer(words) if _closes(words, sign.start(), sign.end())}
    ends |= {line.end() for line in _LINE_END.finditer(words) if _line_closes(words, line.start(), line.end())}
    ends.add(len(words))
    return iter(sorted(ends))


def _closes(words: str, at: int, after: int) -> bool:
    """Whether the sign ends the sentence, and is not that of an abbreviation, an ordinal or a date."""
    if words[at] != "." or after - at > 1:
        return True
    begin = at
    while begin > 0 and at - begin < 12 and words[begin - 1].isalnum():
        begin -= 1
    word = words[begin:at].lower()
    following = words[after : after + 2].strip()
    if word.isdigit():
        return len(word) > 2 or (following.isupper() and not _opens_line(words, begin))
    return word not in _ABBREVIATED and not (len(word) == 1 and following.isupper())


def _opens_line(words: str, at: int) -> bool:
    return at == 0 or words[at - 1] == "\n" or words[max(0, at - 2) : at] in (": ", ". ")


def _line_closes(words: str, at: int, after: int) -> bool:
    """A line that was only folded by the mail program goes on; a short one, or one before a new item, does not."""
    if _BLANK_LINE.match(words, at):
        return True
    begin = words.rfind("\n", 0, at) + 1
    if words[begin : begin + 1] == ">" or words[after : after + 1] == ">":
        return True
    return at - begin < _SHORT_LINE or _NEW_ITEM.match(words, after) is not None


__all__ = ["Sentence", "Spoken", "cut"]
