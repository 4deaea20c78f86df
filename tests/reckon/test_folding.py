"""Folded text: what a searcher types finds what was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.folding import fold


@pytest.mark.parametrize(
    "written, folded",
    [
        ("Đurđa Šimić", "durda simic"),
        ("  Brandt   &\tSöhne ", "brandt & sohne"),
        ("Hornád", "hornad"),
        ("STRASSE Straße", "strasse strasse"),
        ("Подъём Йод", "подъем иод"),
        ("Łódź", "lodz"),
        ("Ærø Œuvre", "aero oeuvre"),
        ("İstanbul ılık", "istanbul ilik"),
        ("ﬁn ① ㎏ Acme™", "fin 1 kg acmetm"),
        ("Ǣǿ", "aeo"),
        ("e\u0301", "e"),
        ("a\u00a0b", "a b"),
        ("", ""),
    ],
)
def test_marks_case_and_blanks_do_not_matter(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text) == " ".join(fold(text).split())


@given(st.text(alphabet=st.characters(max_codepoint=0x4FF)))
def test_small_and_capital_letters_fold_alike(text: str) -> None:
    assert fold(text.upper().lower()) == fold(text.upper())
