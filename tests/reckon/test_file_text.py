"""Words are taken out of office files, and hostile ones are refused."""

import io
import zipfile

import pytest

from rapport.reckon.file_text import MOST, Unreadable, text_of

ZIP = "application/zip"


def packed(**parts: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def test_a_document_a_deck_and_a_letter_of_an_open_office_are_read() -> None:
    word = "<w:p><w:r><w:t>First &amp; second</w:t></w:r><w:r><w:t> part</w:t></w:r></w:p><w:p><w:t>Next</w:t></w:p>"
    assert text_of(packed(**{"word__document.xml": word}), ZIP) == "First & second part\nNext"
    slides = {f"ppt__slides__slide{n}.xml": f"<a:p><a:t>Slide {n}</a:t></a:p>" for n in (10, 2, 1)}
    assert text_of(packed(**slides), ZIP).split() == ["Slide", "1", "Slide", "2", "Slide", "10"]
    odt = "<office:text><text:h>Head</text:h><text:p>Body <text:span>bold</text:span></text:p></office:text>"
    assert text_of(packed(**{"content.xml": odt}), ZIP) == "Head\nBody bold"


def test_a_bomb_a_picture_and_a_broken_file_are_refused() -> None:
    for data, kind, why in (
        (packed(**{"word__document.xml": b"<w:t>" + b"a" * MOST}), ZIP, "large"),
        (packed(**{"readme.txt": "hi"}), ZIP, "kind"),
        (b"PK\x03\x04broken", ZIP, "broken"),
        (b"\x89PNG", "image/png", "kind"),
    ):
        with pytest.raises(Unreadable) as refusal:
            text_of(data, kind)
        assert refusal.value.why == why


def test_entities_of_a_document_are_never_resolved() -> None:
    hostile = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:p><w:t>&a;</w:t></w:p>'
    assert text_of(packed(**{"word__document.xml": hostile}), ZIP).endswith("&a;")
