"""Reads whatever picture an agency calls its logo and gives a PNG that every document takes, or nothing."""

from __future__ import annotations

import io
import warnings

from PIL import Image, UnidentifiedImageError

_MOST_PIXELS = 40_000_000
_SIDE = 800  # px of the longer side that is enough for paper


def as_png(picture: bytes) -> bytes | None:
    """None for no picture, a broken one or one made to burst: a report goes out without a logo rather than not."""
    if not picture:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(picture), formats=["PNG", "JPEG", "GIF", "WEBP"]) as opened:
                if opened.width * opened.height > _MOST_PIXELS:
                    return None
                made = opened.convert("RGBA")
        made.thumbnail((_SIDE, _SIDE))
        written = io.BytesIO()
        made.save(written, "PNG")
        return written.getvalue()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning):
        return None
