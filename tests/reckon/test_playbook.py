"""Whether the content of a service is fit to be begun with, and its tasks in order."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.playbook import MOST_ROWS, Span, circles, problems, spans

TEXT = {"en": "Words", "sk": "Slová"}


def task(key: str, **fields: Any) -> dict[str, Any]:
    return {"key": key, "title": TEXT, "part": "keeper", "offset": 0, "days": 1, "hours": 1, "after": [], **fields}


def question(key: str, kind: str = "line", **fields: Any) -> dict[str, Any]:
    return {"key": key, "ask": TEXT, "kind": kind, "options": [], **fields}


def choice(key: str, *options: str, **fields: Any) -> dict[str, Any]:
    return question(key, "choice", options=[{"key": option, "label": TEXT} for option in options], **fields)


def told(**content: Any) -> list[str]:
    return [f"{one.part} {one.row}: {one.why.plain()}" for one in problems({"description": TEXT, **content})]


@pytest.mark.parametrize(
    "content, expected",
    [
        ({}, []),
        ({"description": {"sk": "Len"}}, ["description : English is missing: it stands where a language has none."]),
        ({"description": "bare"}, ["description : This text has no languages."]),
        (
            {"tasks": [task("a", after=["b"])]},
            ["tasks a: It waits for “b”, which is no task of this playbook."],
        ),
        (
            {"tasks": [task("a", after=["b"]), task("b", after=["a"])]},
            ["tasks a: These tasks wait for one another: Words → Words → Words."],
        ),
        ({"tasks": [task("a", after=["a"])]}, ["tasks a: These tasks wait for one another: Words → Words."]),
        ({"tasks": [task("a"), task("a")]}, ["tasks a: Its key “a” stands twice in this list."]),
        ({"tasks": [task("A b")]}, ["tasks A b: Its key has small letters, figures and hyphens only."]),
        ({"tasks": [task("a", hours=-1)]}, ["tasks a: Hours are between 0 and 400."]),
        ({"tasks": [task("a", offset=-2)]}, ["tasks a: It begins between 0 and 250 days after the start."]),
        ({"tasks": [task("a", days=0)]}, ["tasks a: It may take between 1 and 250 days."]),
        ({"tasks": [task("a", hours=True)]}, ["tasks a: Hours are between 0 and 400."]),
        (
            {"tasks": [task("a", part="boss")]},
            ["tasks a: Say whose task it is: the keeper's, a specialist's or the client's."],
        ),
        (
            {"tasks": [task("a", checklist=[{"hr": "Da"}])]},
            ["tasks a: English is missing: it stands where a language has none."],
        ),
        ({"questionnaire": [question("a", "mood")]}, ["questionnaire a: Say of which kind the answer is."]),
        ({"questionnaire": [choice("a", "x")]}, ["questionnaire a: A choice needs two options at least."]),
        ({"brief": [choice("a", "x", "x")]}, ["brief a: Two of its options have the same key."]),
        (
            {"questionnaire": [question("a", when={"key": "z", "is": [True]})]},
            ["questionnaire a: It depends on “z”, which is no question here."],
        ),
        (
            {"questionnaire": [question("a", when={"key": "b", "is": [True]}), question("b", "yes_no")]},
            ["questionnaire a: It depends on “b”, which is asked later."],
        ),
        ({"questionnaire": [question("b", "yes_no"), question("a", when={"key": "b", "is": [True]})]}, []),
        (
            {"questionnaire": [choice("b", "x", "y"), question("a", when={"key": "b", "is": ["z"]})]},
            ["questionnaire a: “b” has no option “z”."],
        ),
        (
            {"questionnaire": [choice("b", "x", "y"), question("a", when={"key": "b", "is": []})]},
            ["questionnaire a: Say at which answer to “b” it is asked."],
        ),
        (
            {"questionnaire": [question("b"), question("a", when={"key": "b", "is": ["x"]})]},
            ["questionnaire a: It can depend only on a choice or on yes and no; “b” is neither."],
        ),
        ({"folders": [TEXT, {"ru": "Да"}]}, ["folders 1: English is missing: it stands where a language has none."]),
        (
            {"folders": [{"en": "x" * 121}]},
            ["folders 0: The text in en is too long: 121 characters, and 120 fit."],
        ),
        ({"checklist": [TEXT] * (MOST_ROWS + 1)}, ["checklist : At most 80 rows fit here."]),
        (
            {"folders": [TEXT], "documents": [{"key": "d", "title": TEXT, "folder": 1}]},
            ["documents d: Its folder is not there."],
        ),
        (
            {"metrics": [{"key": "m", "name": TEXT, "better": "sideways"}]},
            ["metrics m: Say whether more of it is better or less."],
        ),
        (
            {"glossary": [{"term": TEXT, "plain": {}}]},
            ["glossary 0: English is missing: it stands where a language has none."],
        ),
    ],
)
def test_each_problem_is_told_where_it_lies(content: dict[str, Any], expected: list[str]) -> None:
    assert told(**content) == expected


def test_tasks_are_laid_out_after_what_they_wait_for() -> None:
    rows = [task("c", after=["a", "b"]), task("a", days=3), task("b", offset=5, days=2), task("d", offset=2)]
    assert spans(rows) == {"a": Span(0, 2), "d": Span(2, 2), "b": Span(5, 6), "c": Span(7, 7)}
    assert list(spans(rows)) == ["a", "d", "b", "c"]


keys = st.sampled_from("abcdef")
playbooks = st.dictionaries(keys, st.tuples(st.integers(0, 20), st.integers(1, 9), st.lists(keys, max_size=4))).map(
    lambda rows: [task(key, offset=o, days=d, after=after) for key, (o, d, after) in rows.items()]
)


@given(playbooks)
def test_every_task_has_its_days_and_begins_after_what_it_waits_for_unless_they_wait_in_a_circle(
    rows: list[dict[str, Any]],
) -> None:
    found, round_ = spans(rows), {key for circle in circles(rows) for key in circle}
    assert set(found) == {row["key"] for row in rows}
    for row in rows:
        span = found[row["key"]]
        assert span.first >= row["offset"]
        assert span.last - span.first + 1 == row["days"]
        for other in row["after"]:
            if other in found and not round_:
                assert span.first > found[other].last


@given(playbooks)
def test_a_circle_is_found_exactly_when_some_task_waits_for_itself(rows: list[dict[str, Any]]) -> None:
    after = {row["key"]: set(row["after"]) for row in rows}

    def reaches_itself(key: str) -> bool:
        ahead, seen = set(after[key]), set()
        while ahead:
            one = ahead.pop()
            if one == key:
                return True
            if one in after and one not in seen:
                seen.add(one)
                ahead |= after[one]
        return False

    assert {key for circle in circles(rows) for key in circle} == {key for key in after if reaches_itself(key)}
