"""What a part holds once its transfer encoding is undone: base64, quoted-printable and uuencode, also broken ones."""

from __future__ import annotations

import binascii
import re

_SPACES = b" \t\r\n\x0b\x0c"
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_NOT_BASE64 = bytes(set(range(256)) - set(_BASE64))
_PADDING = re.compile(rb"=+")
_SEVERAL = 1_000
_UU_LINE = re.compile(rb"begin [0-7]{3,4} [^\r\n]*\r?\n")


def undone(body: bytes, how: str) -> bytes:
    """The content. What cannot be undone is given as it stands, so that it stays readable.

    >>> undone(b"SGVsbG8", "base64"), undone(b"a=3Db=\\r\\nc", "quoted-printable"), undone(b"It is not.", "BASE64")
    (b'Hello', b'a=bc', b'It is not.')
    """
    how = how.strip().strip("\"'").lower()
    if how == "base64":
        return _base64(body)
    if how == "quoted-printable":
        return binascii.a2b_qp(body)
    if how in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return _uu(body)
    return body


def _base64(body: bytes) -> bytes:
    solid = body.translate(None, _SPACES)
    clean = solid.translate(None, _NOT_BASE64)
    # More than one sign in twenty that base64 does not know, or words with blanks: a text that only says it is base64.
    if len(solid) - len(clean) > len(solid) // 20 or (len(body) < 4000 and body.strip().count(b" ") > 2):
        return body
    try:
        # several encoded texts after each other, each with its padding
        return b"".join(_piece(piece.replace(b"=", b"")) for piece in _PADDING.split(clean, _SEVERAL) if piece)
    except binascii.Error:
        return body


def _piece(piece: bytes) -> bytes:
    piece = piece[:-1] if len(piece) % 4 == 1 else piece
    return binascii.a2b_base64(piece + b"=" * (-len(piece) % 4))


def _uu(body: bytes) -> bytes:
    begin = _UU_LINE.search(body)
    out = []
    for line in body[begin.end() if begin else 0 :].splitlines():
        if line.strip() == b"end":
            break
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            return body
    return b"".join(out)
