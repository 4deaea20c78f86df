"""What to read and what to keep of a message's parts: its plain text, its HTML, and everything else as attachments."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rapport.reckon.mail.charsets import readable, without_controls
from rapport.reckon.mail.headers import eight_bit, parameters
from rapport.reckon.mail.kinds import bare_name, kind_of
from rapport.reckon.mail.parts import Part
from rapport.reckon.mail.transfer import undone
from rapport.reckon.mail.values import Attached, Limits

_STATED_IN_HTML = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_SEVERAL_LINE_ENDS = re.compile(r"\r\n?|[\x85\u2028\u2029]")


@dataclass(slots=True)
class Bodies:
    """What is to be read in its order (whether it is a page, and the text), every page, and what is attached."""

    shown: list[tuple[bool, str]] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    attached: list[Attached] = field(default_factory=list)


def bodies_of(root: Part, limits: Limits) -> Bodies:
    """Sort the parts. Nothing is lost: what is not shown as text is an attachment."""
    bodies = Bodies()
    _sort(root, bodies, limits, related=False)
    return bodies


def as_plain(text: str) -> str:
    r"""Text with "\n" as its only line end, and without control characters."""
    return without_controls(_SEVERAL_LINE_ENDS.sub("\n", text))


def _sort(part: Part, bodies: Bodies, limits: Limits, *, related: bool) -> None:
    if part.parts:
        within = Bodies(attached=bodies.attached)
        for inner in part.parts:
            _sort(inner, within, limits, related=related or part.kind == "multipart/related")
        bodies.pages += within.pages
        bodies.shown += _chosen(within.shown) if part.kind == "multipart/alternative" else within.shown
        return
    if part.kind.startswith("multipart/") and not part.body.strip():
        return
    how = eight_bit(part.first("content-transfer-encoding")[:100])
    disposition, given = parameters(part.first("content-disposition"))
    name = given.get("filename") or part.parameters.get("name", "")
    content = undone(part.body, how) if not part.kind.startswith("message/") or how.strip() else part.body
    is_text = part.kind in ("text/plain", "text/html", "text/enriched") or part.kind.startswith("multipart/")
    if is_text and disposition != "attachment" and not name and len(content) <= limits.body:
        _text(part, content, bodies)
    elif content or name or disposition == "attachment":
        bodies.attached.append(_attached(part, content, name, disposition, related, len(bodies.attached) + 1))


def _chosen(shown: list[tuple[bool, str]]) -> list[tuple[bool, str]]:
    """Of two that say the same, the plain text, unless it is empty."""
    plain = [one for one in shown if not one[0] and one[1].strip()]
    return plain or shown


def _text(part: Part, content: bytes, bodies: Bodies) -> None:
    charset = part.parameters.get("charset", "")
    if part.kind == "text/html":
        if not charset and (stated := _STATED_IN_HTML.search(content[:4000])):
            charset = stated[1].decode("ascii")
        bodies.pages.append(as_plain(readable(content, charset)))
        bodies.shown.append((True, bodies.pages[-1]))
        return
    text = as_plain(readable(content, charset))
    if part.parameters.get("format", "").lower() == "flowed":
        text = _unflowed(text, part.parameters.get("delsp", "").lower() == "yes")
    bodies.shown.append((False, text))


def _unflowed(text: str, without_blank: bool) -> str:
    """Lines of RFC 3676 that end in a blank go on in the next one of the same depth; "-- " does not."""
    out: list[str] = []
    depth_before, flows = -1, False
    for line in text.split("\n"):
        bare = line.lstrip(">")
        depth = len(line) - len(bare)
        bare = bare[1:] if bare.startswith(" ") and (depth or not bare.startswith("  ")) else bare
        if flows and depth == depth_before and bare != "-- ":
            out.append(bare)
        else:
            out.append("\n" + ">" * depth + (" " if depth and bare else "") + bare)
        flows = bare.endswith(" ") and bare != "-- " and bool(bare.strip())
        depth_before = depth
        if flows and without_blank:
            out[-1] = out[-1][:-1]
    return "".join(out)[1:]


def _attached(part: Part, content: bytes, name: str, disposition: str, related: bool, number: int) -> Attached:
    stated = "" if part.kind == "application/octet-stream" else part.kind
    kind = part.kind if part.kind.startswith("message/") else kind_of(content, stated, name)
    content_id = eight_bit(part.first("content-id")[:500]).strip().strip("<>")
    if not name and part.kind == "message/rfc822":
        name = _subject_of(content)
    return Attached(
        name=bare_name(name, kind, number),
        kind=kind,
        size=len(content),
        content=content,
        content_id=without_controls(content_id),
        inline=disposition == "inline" or (related and bool(content_id) and disposition != "attachment"),
    )


def _subject_of(content: bytes) -> str:
    """A message within a message is named for its subject."""
    from rapport.reckon.mail.headers import unstructured

    hit = re.search(rb"(?:\A|\n)subject:[ \t]*([^\r\n]{1,300})", content[:20_000], re.IGNORECASE)
    said = re.sub(r"[/\\]", " ", unstructured(hit[1])) if hit else ""
    return f"{said[:80].strip()}.eml" if said.strip() else ""
