"""Cells that a spreadsheet would run as formulas: made harmless on the way out, restored on our own way in."""

from __future__ import annotations

_STARTS = ("=", "+", "-", "@", "\t", "\r")


def neutralised(cell: str) -> str:
    """A cell safe to open in a spreadsheet; plain numbers and phone numbers stay as they are.

    >>> neutralised("=1+1"), neutralised("-12.5"), neutralised("+385 91 123"), neutralised("@home")
    ("'=1+1", '-12.5', '+385 91 123', "'@home")
    """
    if cell.startswith(_STARTS) and not (cell[0] in "+-" and _only_figures(cell[1:])):
        return "'" + cell
    if cell.startswith("'") and cell[1:2] and cell[1] in "=+-@\t\r'":
        return "'" + cell  # so that restoring gives back exactly what was there
    return cell


def restored(cell: str) -> str:
    """The inverse of `neutralised`.

    >>> restored("'=1+1"), restored("'quoted'"), restored(neutralised("'=x"))
    ('=1+1', "'quoted'", "'=x")
    """
    if cell.startswith("'") and cell[1:2] and cell[1] in "=+-@\t\r'":
        return cell[1:]
    return cell


def _only_figures(text: str) -> bool:
    return bool(text) and all(c in "0123456789 .,()/-" for c in text)
