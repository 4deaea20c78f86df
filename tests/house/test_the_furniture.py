"""The same furniture in every context: names that say what is done, nothing that acts unseen."""

import ast
import re

import pytest
from tests.house.sources import PACKAGE, calls, listing, modules, name_called, string_of, where

# File names that say nothing of what the file does.
SAYS_NOTHING = {"services", "utils", "util", "helpers", "helper", "common", "misc", "managers", "manager", "signals"}

MARKING = ("mark_safe", "Markup", "SafeString")
# module → why this one may mark text as safe. Every argument there is escaped or made by us.
MARKS_SAFE = {
    "rapport.ui.jinja": "icons of a locked package, whose attributes it escapes",
}
# module → why it may look at the system's clock although there is journal/clock.py.
LOOKS_AT_A_CLOCK = {"rapport.journal.clock": "it is the clock"}
FROM_REQUEST = re.compile(r"\brequest\.(GET|POST|data|body)\b")
NOT_AN_AMOUNT = re.compile(r"_(rank|share|weight|ratio|score)$")
MONEY = re.compile(r"(^|_)(fee|fees|amount|price|cost|money|budget|salary|revenue|rate_per_hour)(_|$)")


def test_the_front_door_of_an_app_is_empty() -> None:
    full = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("__init__.py")
        if path.parent != PACKAGE and path.read_text(encoding="utf-8").strip()
    ]
    assert not full, f"modules serve as namespaces; empty these: {full}"


def test_no_file_has_a_name_that_says_nothing() -> None:
    refusals = [
        f"{module}: ask what it does and call it that"
        for module in modules()
        # A folder of the desk is named for its noun, and an agency does have services.
        if module.rsplit(".", 1)[-1] in SAYS_NOTHING and (PACKAGE.parent / f"{module.replace('.', '/')}.py").exists()
    ]
    assert not refusals, listing(refusals)


def test_nothing_listens_to_signals() -> None:
    refusals = []
    for module, tree in modules().items():
        for node in ast.walk(tree):
            source = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            if source.startswith("django.dispatch") or source.rsplit(".", 1)[-1] == "signals":
                refusals.append(f"{where(module, node)}: record in the journal and follow in stories/book.py")
    assert not refusals, listing(refusals)


def test_text_is_marked_safe_only_where_it_is_named() -> None:
    refusals = []
    for module, tree in modules().items():
        if module not in MARKS_SAFE:
            refusals += [where(module, call) for call in calls(tree, *MARKING)]
    assert not refusals, "name the module in MARKS_SAFE, with the reason, or escape" + listing(refusals)
    gone = [m for m in MARKS_SAFE if m not in modules() or not any(calls(modules()[m], *MARKING))]
    assert not gone, f"MARKS_SAFE names modules that no longer do: {gone}"


def test_no_template_marks_text_as_safe() -> None:
    refusals = []
    for path in (*PACKAGE.glob("*/jinja2/**/*.html"), *PACKAGE.glob("*/templates/**/*.html")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if re.search(r"\|\s*safe\b|autoescape\s+(false|off)", line):
                refusals.append(f"{path.relative_to(PACKAGE)}, line {number}")
    assert not refusals, listing(refusals)


def test_no_page_gives_up_its_protection_against_forged_requests() -> None:
    """Machines at the api show a token and no cookie is looked at there, so nothing can be forged."""
    refusals = [
        where(module, node)
        for module, tree in modules().items()
        if not module.startswith("rapport.api.")
        for node in ast.walk(tree)
        if (isinstance(node, ast.Name) and node.id == "csrf_exempt")
        or (isinstance(node, ast.alias) and node.name == "csrf_exempt")
    ]
    assert not refusals, listing(refusals)


def test_there_is_one_clock() -> None:
    refusals = []
    for module, tree in modules().items():
        if module in LOOKS_AT_A_CLOCK:
            continue
        for call in calls(tree, "now", "utcnow", "today", "localdate", "localtime"):
            target = call.func
            owner = target.value.id if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) else ""
            if owner in ("datetime", "date", "timezone") and (owner != "timezone" or not call.args):
                refusals.append(f"{where(module, call)}: ask journal/clock.py (a judgement is handed its now)")
    assert not refusals, listing(refusals)


def test_judgement_never_asks_for_the_time() -> None:
    refusals = []
    for module, tree in modules().items():
        if not module.startswith("rapport.reckon"):
            continue
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            source = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
            if "time" in names and source in ("", "time"):
                refusals.append(where(module, node))
    assert not refusals, listing(refusals)


def test_money_is_never_a_float() -> None:
    refusals = []
    for module, tree in modules().items():
        for node in ast.walk(tree):
            name, kind = "", ""
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                name, kind = node.target.id, ast.unparse(node.annotation)
            elif isinstance(node, ast.arg) and node.annotation is not None:
                name, kind = node.arg, ast.unparse(node.annotation)
            elif (
                isinstance(node, ast.Assign)
                and isinstance(node.targets[0], ast.Name)
                and isinstance(node.value, ast.Call)
            ):
                name = node.targets[0].id
                kind = "float" if any(calls(node.value, "FloatField")) else ""
            if MONEY.search(name) and not NOT_AN_AMOUNT.search(name) and re.search(r"\bfloat\b", kind):
                refusals.append(f"{where(module, node)}: {name} is money, so a Decimal with its currency")
    assert not refusals, listing(refusals)


def test_a_request_is_never_expanded_into_a_query() -> None:
    refusals = []
    for module, tree in modules().items():
        for call in calls(tree, "filter", "exclude", "get", "create", "update", "order_by"):
            for keyword in call.keywords:
                if keyword.arg is None and FROM_REQUEST.search(ast.unparse(keyword.value)):
                    refusals.append(where(module, call))
            if name_called(call) == "order_by":
                refusals += [
                    where(module, call) for argument in call.args if FROM_REQUEST.search(ast.unparse(argument))
                ]
    assert not refusals, "choose from an allow-list instead" + listing(refusals)


@pytest.mark.parametrize("module", sorted(modules()))
def test_a_module_opens_with_one_sentence(module: str) -> None:
    tree = modules()[module]
    if not tree.body or module.endswith((".apps", ".urls")):
        return
    opening = ast.get_docstring(tree)
    assert opening, f"{module} does not say what it answers, for whom"
    assert string_of(tree.body[0].value)  # type: ignore[attr-defined]
