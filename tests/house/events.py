"""Which events are recorded where, and which a function can come to record, read from the sources."""

import ast
from dataclasses import dataclass, field
from functools import cache

from tests.house.sources import calls, modules, where

# Names so common that matching them by name alone would join everything with everything.
COMMON = {
    "get",
    "items",
    "values",
    "keys",
    "append",
    "add",
    "update",
    "filter",
    "first",
    "all",
    "format",
    "join",
    "pop",
    "name",
    "key",
    "open",
    "close",
    "read",
    "write",
}


def names_in(call: ast.Call) -> list[str]:
    """The event names a record(…) call can use: one literal, or the literals of a choice."""
    if not call.args:
        return []
    literals = [node.value for node in ast.walk(call.args[0]) if isinstance(node, ast.Constant)]
    return [value for value in literals if isinstance(value, str) and "." in value]


@cache
def recorded() -> dict[str, list[str]]:
    """Event → the places where it is recorded."""
    found: dict[str, list[str]] = {}
    for module, tree in modules().items():
        for call in calls(tree, "record"):
            for name in names_in(call):
                found.setdefault(name, []).append(where(module, call))
    return found


def nameless() -> list[str]:
    """Places that record something whose name cannot be read from the source."""
    return [
        where(module, call)
        for module, tree in modules().items()
        for call in calls(tree, "record")
        if not names_in(call) and module != "rapport.journal.record"
    ]


@dataclass
class Function:
    events: set[str] = field(default_factory=set)
    uses: set[str] = field(default_factory=set)  # "module.function" or "module.Class.method"


@cache
def functions() -> dict[str, Function]:
    """Every function and method with the events it records and the functions it names.

    Naming is enough: a function that is passed on may be called. A method is found by its name on any class of ours,
    so the answer errs on the side of too much.
    """
    bodies: dict[str, tuple[str, ast.AST]] = {}
    methods: dict[str, set[str]] = {}  # by bare name, on any class
    classes: dict[str, set[str]] = {}  # class → its methods
    for module, tree in modules().items():
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                bodies[f"{module}.{node.name}"] = (module, node)
            elif isinstance(node, ast.ClassDef):
                for part in node.body:
                    if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
                        full = f"{module}.{node.name}.{part.name}"
                        bodies[full] = (module, part)
                        methods.setdefault(part.name, set()).add(full)
                        classes.setdefault(f"{module}.{node.name}", set()).add(full)
    imported = {module: _imports(tree) for module, tree in modules().items()}

    def read(module: str, body: ast.AST) -> Function:
        known = imported[module] | _imports(body)
        answer = Function({name for call in calls(body, "record") for name in names_in(call)})
        for node in ast.walk(body):
            target = ""
            if isinstance(node, ast.Name):
                target = known.get(node.id, f"{module}.{node.id}")
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in known:
                target = f"{known[node.value.id]}.{node.attr}"
            if target in bodies:
                answer.uses.add(target)
            elif target in classes:
                answer.uses |= classes[target]  # any of its methods
            elif isinstance(node, ast.Attribute) and node.attr not in COMMON:
                answer.uses |= methods.get(node.attr, set())
        return answer

    return {full: read(module, body) for full, (module, body) in bodies.items()}


def _imports(tree: ast.AST) -> dict[str, str]:
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.update({alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names})
        elif isinstance(node, ast.Import):
            found.update(
                {
                    alias.asname or alias.name.split(".")[0]: (alias.asname and alias.name) or alias.name.split(".")[0]
                    for alias in node.names
                }
            )
    return found


def reachable(full: str) -> set[str]:
    """The events that a function, or anything it uses, can record."""
    seen, waiting, events = set(), [full], set()
    while waiting:
        name = waiting.pop()
        if name in seen or name not in functions():
            continue
        seen.add(name)
        events |= functions()[name].events
        waiting += functions()[name].uses
    return events
