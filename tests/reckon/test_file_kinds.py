"""What a file is by its first bytes, whatever it is called; and names that are text and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.file_kinds import HEAD, LONGEST_NAME, kind_of, plain_name, without_ending


@pytest.mark.parametrize(
    "head, kind",
    [
        (b"\x89PNG\r\n\x1a\nrest", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a<script>", "image/gif"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
        (b"RIFF\x10\0\0\0WAVE", ""),
        (b"%PDF-1.4", "application/pdf"),
        (b"PK\x03\x04\x14\0", "application/zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", "text/markup"),
        (b"\xef\xbb\xbf  \n<!DOCTYPE html>", "text/markup"),
        (b"<?xml version='1.0'?>", "text/markup"),
        (b"<script>", "text/markup"),
        (b"# Title\n<b>text</b>", "text/plain"),
        ("Шапка сайта".encode(), "text/plain"),
        (("ж" * HEAD).encode()[: HEAD - 1], "text/plain"),
        (b"a\0b", ""),
        (b"\xff\xfe<\0s\0v\0g\0", ""),
        (b"MZ\x90\0\x03", ""),
        (b"", ""),
        (b" \x89PNG\r\n\x1a\n", ""),
    ],
)
def test_by_content(head: bytes, kind: str) -> None:
    assert kind_of(head) == kind


@given(st.binary(max_size=200))
def test_any_bytes_have_a_kind_and_markup_is_never_text(head: bytes) -> None:
    kind = kind_of(head)
    if kind == "text/plain":
        assert not head.decode("utf-8", "ignore").lstrip("\ufeff \t\r\n\f\v").startswith(("<!", "<?", "<s", "<h"))


@given(st.text(max_size=400))
def test_names_are_one_line_without_folders_and_not_too_long(name: str) -> None:
    plain = plain_name(name)
    assert plain
    assert len(plain) <= LONGEST_NAME
    assert not set(plain) & set("/\\\0\n\r\u202e\u2066\u200f")
    assert not plain.startswith((".", " "))
    assert plain_name(plain) == plain
    assert without_ending(plain)


@pytest.mark.parametrize(
    "name, plain",
    [
        ("", "file"), ("...", "file"), (".htaccess", "htaccess"), ("a/b\\c.txt", "c.txt"), ("CON", "CON"),
        ("x" * 300 + ".pdf", "x" * 156 + ".pdf"), ("tab\there.md", "tab here.md"),
    ],
)  # fmt: skip
def test_names_by_example(name: str, plain: str) -> None:
    assert plain_name(name) == plain
