"""The text of a mail as it goes out: our words, the signature, and below them what is answered, as mail programs do."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone, translation
from django.utils.html import escape
from django.utils.translation import gettext as _

from rapport.conversations.mail.models import Message
from rapport.ui import formats

LONGEST = 50_000  # of what is quoted
_WRITTEN = {"en": "en_GB", "hr": "hr_HR", "sk": "sk_SK", "ru": "ru_RU"}
_BAR = "margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex"


@dataclass(frozen=True, slots=True)
class Quoted:
    """What is answered: the line that names who wrote it, and their words."""

    head: str = ""
    words: str = ""

    @property
    def text(self) -> str:
        """Every line of theirs behind a mark.

        >>> print(Quoted("Ivana wrote:", "When?\\n> Now").text)
        Ivana wrote:
        > When?
        >> Now
        """
        if not self.words:
            return self.head
        marked = "\n".join(f">{'' if line.startswith('>') else ' '}{line}".rstrip() for line in self.words.split("\n"))
        return f"{self.head}\n{marked}"


def quoted_of(message: Message | None, language: str = "") -> Quoted:
    """What an answer carries below it, introduced in the reader's language."""
    if message is None:
        return Quoted()
    spoken = language or message.language
    spoken = spoken if spoken in _WRITTEN else "en"
    with translation.override(spoken), formats.formats(_WRITTEN[spoken]):
        at = timezone.localtime(message.at)
        head = _("On %(moment)s, %(who)s wrote:") % {
            "moment": formats.moment(at, "full"),
            "who": message.sender_name or message.sender_mail,
        }
    words = "\n".join(filter(None, [message.new_words.rstrip(), message.signature.rstrip(), message.quoted.rstrip()]))
    return Quoted(head, words[:LONGEST])


def as_text(words: str, signature: str, quoted: Quoted) -> str:
    parts = [words.rstrip()]
    if signature.strip():
        parts.append(f"-- \n{signature.strip()}")
    if quoted.words:
        parts.append(quoted.text)
    return "\n\n".join(parts) + "\n"


def as_html(words: str, signature: str, quoted: Quoted) -> str:
    """The same as a page without anything in it that runs: every word is escaped."""
    parts = [f"<div>{_lines(words.rstrip())}</div>"]
    if signature.strip():
        parts.append(f"<div><br>-- <br>{_lines(signature.strip())}</div>")
    if quoted.words:
        parts.append(
            f'<div><br>{_lines(quoted.head)}<blockquote style="{_BAR}">{_lines(quoted.words)}</blockquote></div>'
        )
    return f"<!doctype html><html><body>{''.join(parts)}</body></html>"


def _lines(text: str) -> str:
    return str(escape(text)).replace("\n", "<br>\n")
