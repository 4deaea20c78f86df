"""What of a mail's HTML may be shown: an allow-list of tags and styles, nothing that runs, images only by leave."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass

import nh3

from rapport.reckon.mail.values import Letter

LONGEST = 2 * 1024 * 1024  # characters that are cleaned; a longer page is read as its words
MOST_IMAGE_BYTES = 5_000_000  # of the images in the mail itself, together
PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"}  # SVG is a program, not a picture
_SAFE_LINKS = ("http://", "https://", "mailto:", "tel:")

_TAGS = set(
    "a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl "
    "dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark ol p pre q s samp "
    "section small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var wbr".split()
)
_WITH_CONTENT = set(
    "iframe math noembed noframes noscript object script select style svg template textarea title".split()
)
_EVERYWHERE = {"align", "bgcolor", "border", "color", "dir", "height", "lang", "style", "title", "valign", "width"}
_ATTRIBUTES = {
    "*": _EVERYWHERE,
    "a": {"href"},
    "img": {"src", "alt"},
    "font": {"face", "size"},
    "table": {"cellpadding", "cellspacing"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
}
# None of these can load anything or leave its place.
_STYLES = set(
    "background-color border-bottom border-collapse border-left border-right border-spacing border-top border "
    "border-color border-radius border-style border-width color direction font-family font-size font-style font-weight "
    "height letter-spacing line-height margin margin-bottom margin-left margin-right margin-top max-width min-width "
    "padding padding-bottom padding-left padding-right padding-top text-align text-decoration text-indent "
    "text-transform vertical-align white-space width word-break".split()
)
_COLOUR = re.compile(r"[\s\w-]+:\s*(?:rgb|hsl)a?\([\d\s.,%/]+\)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """`images_off` is how many images from elsewhere were left out."""

    html: str
    images_off: int = 0


def cleaned(letter: Letter, *, images: bool = False) -> Cleaned:
    """The letter's page. Images that lie in the mail are put into it; those from elsewhere only with `images`.

    >>> from rapport.reckon.letter import read_letter
    >>> raw = b"From: a@b.example\\nContent-Type: text/html\\n\\n<p onclick=x()>Hi<script>x()</script><img src=http://t/1>"
    >>> cleaned(read_letter(raw))
    Cleaned(html='<p>Hi<img></p>', images_off=1)
    """
    if len(letter.html) > LONGEST:
        return Cleaned("")
    pictures, off = _pictures(letter), 0

    def kept(tag: str, attribute: str, value: str) -> str | None:
        nonlocal off
        address = value.strip()
        if attribute == "href":
            return address if address.lower().startswith(_SAFE_LINKS) else None
        if attribute == "style":
            return _calm(value)
        if attribute != "src":
            return value
        if address.lower().startswith("cid:"):
            return pictures.get(address[4:].strip("<>"))
        if address.lower().startswith("data:"):
            return address if address.lower().split(";")[0][5:] in PICTURES else None
        off += not images
        return address if images and address.lower().startswith(("http://", "https://")) else None

    html = nh3.clean(
        letter.html, tags=_TAGS, clean_content_tags=_WITH_CONTENT, attributes=_ATTRIBUTES, attribute_filter=kept,
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"}, link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}}, filter_style_properties=_STYLES,
    )  # fmt: skip
    return Cleaned(html, off)


def _calm(style: str) -> str:
    """Declarations without functions, but for colours, and without anything written in riddles."""
    plain = (one for one in style.split(";") if "\\" not in one and "/*" not in one)
    return ";".join(one for one in plain if "(" not in one or _COLOUR.fullmatch(one))


def _pictures(letter: Letter) -> Mapping[str, str]:
    """The images that came with the mail, by their content id, as they can stand in a page."""
    found: dict[str, str] = {}
    left = MOST_IMAGE_BYTES
    for part in letter.attachments:
        if part.content_id and part.kind in PICTURES and len(part.content) <= left:
            left -= len(part.content)
            found[part.content_id.strip("<>")] = f"data:{part.kind};base64,{base64.b64encode(part.content).decode()}"
    return found
