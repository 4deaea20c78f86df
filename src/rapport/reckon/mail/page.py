"""What an HTML mail says as plain text, with its quotes marked as plain text marks them, for reading and trimming.

Quotes of mail programs get "> " in front of their lines. Where a program says that all below is an older message
(Outlook, Yahoo, Thunderbird's forwards), the number of that line is told, since the words there may be in any language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

LONGEST = 2 * 1024 * 1024  # characters of HTML that are read
_DEEPEST = 12  # signs of quoting in front of a line

# Their content is no text of the page.
_SKIPPED = {"script", "style", "title", "template", "iframe", "noembed", "noframes"}
_BLOCKS = set(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr html li main nav ol p pre section summary table tbody tfoot thead tr ul".split()
)
_WITH_SPACE = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre", "dl"}
_VOID = set("area base br col embed hr img input link meta param source track wbr".split())
# Below these, the rest of the message is an older one.
_CUT_IDS = ("divrplyfwdmsg", "appendonsend", "stopspelling", "originalmessage", "replysplit", "mail-editor-reference")
_CUT_CLASSES = (
    "yahoo_quoted",
    "moz-forward-container",
    "gmail_quote_forward",
    "ms-outlook-mobile-reference-message",
    "protonmail_quote_header",
    "zmail_extra",
)
_QUOTE_CLASSES = ("gmail_quote", "protonmail_quote", "tutanota_quote", "wisestamp_quote", "quoted")
_INTRODUCES = ("gmail_attr", "moz-cite-prefix", "yahoo-quoted-begin")
_TOP_BORDER = re.compile(r"border:\s*none;\s*border-top:\s*solid\s+#(?:e1e1e1|b5c4df)", re.IGNORECASE)
_SIDE_BORDER = re.compile(r"border-left(?:-style)?\s*:(?!\s*(?:none|0))", re.IGNORECASE)
_TAG = re.compile(r"""<(/?)([a-zA-Z][\w:-]{0,40})((?:[^"'<>]++|"[^"]*+"|'[^']*+')*+)>""")
_PLAIN_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]{0,40})([^<>]*+)>")
_ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:-]{0,40})\s{0,20}=\s{0,20}("[^"]*+"|'[^']*+'|[^\s"'>]++)""")
_SHOWN = 30  # pieces of text in front of the end of a link, in which its address may already stand
_ANY_TAG = re.compile(r"<[^<>]*+>")
_MOST_TAGS = 60_000  # behind them the page is read as words only
_PATIENCE = 20  # tags without an end that are looked for; after that quotes in tags mean nothing
_BLANKS = re.compile(r"[ \t\r\n\f\xa0\u200b]+")


@dataclass(frozen=True, slots=True)
class Page:
    """`text`; `cuts`: lines at which a mail program says that an older message begins; `introductions`: lines of
    words that a program put in front of a quote. Lines are counted from 0."""

    text: str
    cuts: frozenset[int]
    introductions: frozenset[int]


def read_page(html: str) -> Page:
    """Read a page. Never raises; time grows with its length only.

    >>> page = read_page("<p>Yes.</p><div class=gmail_attr>Ana:</div><blockquote class=gmail_quote>When?</blockquote>")
    >>> page.text, page.introductions
    ('Yes.\\n\\nAna:\\n> When?', frozenset({2}))
    """
    reader = _Reader()
    html = html[:LONGEST]
    at, tags, patience = 0, 0, _PATIENCE
    while at < len(html):
        found = html.find("<", at)
        if found != at:
            reader.text(unescape(html[at : found if found > 0 else len(html)]))
            if found < 0:
                break
            at = found
        if (tags := tags + 1) > _MOST_TAGS:
            reader.text(unescape(_ANY_TAG.sub(" ", html[at:])))
            break
        tag = (_TAG if patience else _PLAIN_TAG).match(html, at)
        if tag:
            at = _after(html, tag, reader)
        elif html.startswith(("<!", "<?"), at):
            at = _after_aside(html, at)
        else:
            patience = max(0, patience - 1)
            reader.text("<")
            at += 1
    return reader.page()


def _after(html: str, tag: re.Match[str], reader: _Reader) -> int:
    """Tell the reader of a tag; where to read on. What is no text of the page is passed over."""
    name = tag[2].lower()
    if tag[1]:
        reader.end(name)
    elif name in _SKIPPED and name not in reader.unclosed:
        over = re.compile(rf"</{name}\b[^>]{{0,200}}>", re.IGNORECASE).search(html, tag.end())
        if over:
            return over.end()
        reader.unclosed.add(name)  # not looked for again
        return len(html) if name in ("script", "style") else tag.end()
    else:
        reader.start(name, tag[3])
        if tag[3].endswith("/") and name not in _VOID and ":" in name:
            reader.end(name)
    return tag.end()


def _after_aside(html: str, at: int) -> int:
    """Behind a comment, a declaration or a processing instruction."""
    sign = "-->" if html.startswith("<!--", at) else ">"
    end = html.find(sign, at + 2)
    return end + len(sign) if end >= 0 else html.find(">", at) + 1 or len(html)


@dataclass(slots=True)
class _Open:
    tag: str
    quotes: bool = False
    introduces: bool = False
    spaced: bool = False


class _Reader:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.words: list[str] = []
        self.open: list[_Open] = []
        self.depth = self.introducing = self.pre = 0
        self.cuts: set[int] = set()
        self.introductions: set[int] = set()
        self.link = ""
        self.unclosed: set[str] = set()
        self.cell = self.space = False

    def start(self, tag: str, attributes: str) -> None:
        if attributes and not attributes.isspace():
            given = {hit[1].lower(): unescape(hit[2].strip("\"'")) for hit in _ATTRIBUTE.finditer(attributes)}
        else:
            given = {}
        self._mark(tag, given)

    def end(self, tag: str) -> None:
        if tag == "a":
            self._end_link()
        if tag in ("td", "th"):
            self.cell = True
        if tag in _BLOCKS:
            self._line()
        if tag == "pre":
            self.pre = max(0, self.pre - 1)
        self._shut(tag)

    def text(self, data: str) -> None:
        if self.pre:
            *whole, last = data.split("\n")
            for line in whole:
                self.words.append(line)
                self._line()
            self.words.append(last)
            return
        said = _BLANKS.sub(" ", data)
        if said.strip() and self.cell and self.words:
            self.words.append(" ")
        self.cell = self.cell and not said.strip()
        if said != " " or self.words:
            self.words.append(said)

    def page(self) -> Page:
        self._line()
        while self.lines and not self.lines[-1].strip("> "):
            self.lines.pop()
        return Page("\n".join(self.lines), frozenset(self.cuts), frozenset(self.introductions))

    def _mark(self, tag: str, given: dict[str, str]) -> None:
        classes, place = given.get("class", "").lower(), given.get("id", "").lower()
        style = given.get("style", "")
        spaced = tag in _WITH_SPACE and "msonormal" not in classes  # Outlook's paragraphs are lines
        if tag in _BLOCKS or tag == "br":
            self._line(space=spaced, even_empty=tag == "br")
        if _cuts(place, classes, style):
            self._line()
            self.cuts.add(len(self.lines))  # an empty line may still come in between; it says nothing
        if tag == "a":
            self.link = given.get("href", "").strip()[:2000]
        if tag == "img" and (said := _BLANKS.sub(" ", given.get("alt", "")).strip()):
            self.words.append(f"[{said[:200]}]")
        if tag == "li":
            self.words.append("- ")
        if tag == "pre":
            self.pre += 1
        if tag not in _VOID:
            quotes = tag == "blockquote" and _quotes(classes, style, given)
            introduces = classes != "" and any(name in classes for name in _INTRODUCES)
            self.open.append(_Open(tag, quotes, introduces, spaced))
            self.depth += quotes
            self.introducing += introduces

    def _shut(self, tag: str) -> None:
        """Close the tag and what was left open within it, a short way up: bad HTML closes what it never opened."""
        for back in range(1, min(len(self.open), 60) + 1):
            if self.open[-back].tag == tag:
                for shut in self.open[-back:]:
                    self.depth -= shut.quotes
                    self.introducing -= shut.introduces
                    self.space = self.space or shut.spaced
                del self.open[-back:]
                return

    def _end_link(self) -> None:
        shown = "".join(self.words[-_SHOWN:])
        link, self.link = self.link, ""
        bare = link.removeprefix("mailto:").rstrip("/")
        if link.startswith(("http://", "https://", "mailto:")) and bare.partition("?")[0] not in shown:
            short = bare.removeprefix("https://").removeprefix("http://").removeprefix("www.")
            if short not in shown:
                self.words.append(f" <{bare}>")

    def _line(self, *, space: bool = False, even_empty: bool = False) -> None:
        said = "".join(self.words)
        said = said.rstrip() if self.pre else said.strip()
        self.words.clear()
        self.cell = False
        mark = "> " * min(self.depth, _DEEPEST)
        if said:
            if self.space and self.lines and self.lines[-1].strip("> "):
                self.lines.append(mark.rstrip() if self.lines[-1].startswith(">") else "")
            if self.introducing:
                self.introductions.add(len(self.lines))
            self.lines.append((mark + said) if mark else said)
        elif even_empty and self.lines:
            self.lines.append(mark.rstrip())
        self.space = (self.space and not said) or space


def _cuts(place: str, classes: str, style: str) -> bool:
    if place and any(name in place for name in _CUT_IDS):
        return True
    if classes and any(name in classes for name in _CUT_CLASSES):
        return True
    return "border-top" in style and bool(_TOP_BORDER.search(style[:300]))


def _quotes(classes: str, style: str, given: dict[str, str]) -> bool:
    """A blockquote is somebody else's words unless it merely moves its content to the right."""
    if given.get("type", "").lower() == "cite" or given.get("cite") or any(name in classes for name in _QUOTE_CLASSES):
        return True
    if _SIDE_BORDER.search(style[:300]):
        return True
    return not ("border:none" in style.replace(" ", "") or "margin:0 0 0 40px" in style)
