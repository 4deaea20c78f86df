"""What is different between two editions, in words."""

from typing import Any

import pytest

from rapport.reckon.differences import differences


def text(words: str, **others: str) -> dict[str, str]:
    return {"en": words, **others}


def task(key: str, **fields: Any) -> dict[str, Any]:
    return {"key": key, "title": text(key.title()), "days": 1, **fields}


def told(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [
        f"{one.part} {one.kind} {one.name.get('en', '')}: {'; '.join(detail.plain() for detail in one.details)}"
        for one in differences(before, after)
    ]


@pytest.mark.parametrize(
    "before, after, expected",
    [
        ({}, {}, []),
        ({"tasks": [task("a")]}, {"tasks": [task("a")]}, []),
        (
            {"description": text("Old", hr="Staro")},
            {"description": text("New", hr="Novo")},
            ["description changed : the words changed (English, Croatian)"],
        ),
        (
            {"tasks": [task("a", hours=2, onboarding=True, part="keeper")]},
            {"tasks": [task("a", hours=3, onboarding=False, part="client", after=["b"])]},
            [
                "tasks changed A: whose task it is: client instead of keeper; hours: 3 instead of 2; "
                "onboarding waits for it: no instead of yes; what it waits for changed"
            ],
        ),
        (
            {"tasks": [task("a"), task("b"), task("c"), task("d")]},
            {"tasks": [task("d"), task("a"), task("b"), task("c")]},
            ["tasks moved D: "],
        ),
        ({"tasks": [task("a"), task("b")]}, {"tasks": [task("b")]}, ["tasks gone A: "]),
        ({"checklist": [text("One")]}, {"checklist": [text("One", sk="Jeden"), text("Two")]},
         ["checklist changed One: the words changed (Slovak)", "checklist new Two: "]),
        (
            {"glossary": [{"term": text("Index"), "plain": text("List")}]},
            {"glossary": [{"term": text("Index"), "plain": text("A list")}]},
            ["glossary changed Index: the explanation changed (English)"],
        ),
        (
            {"brief": [{"key": "q", "ask": text("Why?"), "kind": "line", "options": [], "when": None}]},
            {"brief": [{"key": "q", "ask": text("Why?"), "kind": "yes_no", "when": {"key": "p", "is": [True]}}]},
            ["brief changed Why?: kind of answer: yes or no instead of a line; when it is asked changed"],
        ),
        ({"folders": [text("A"), text("A")]}, {"folders": [text("A")]}, ["folders gone A: "]),
    ],
)  # fmt: skip
def test_each_difference_is_told(before: dict[str, Any], after: dict[str, Any], expected: list[str]) -> None:
    assert told(before, after) == expected


def test_the_way_back_tells_the_opposite() -> None:
    was, now = {"tasks": [task("a")]}, {"tasks": [task("a"), task("b")]}
    assert [one.kind for one in differences(was, now)] == ["new"]
    assert [one.kind for one in differences(now, was)] == ["gone"]
