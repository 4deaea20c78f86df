"""Reads the sources of the house for the tests beside it: the ladder, the modules, the templates, the tracked files."""

import ast
import os
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "rapport"
NOT_OURS = {".git", ".venv", ".data", "__pycache__", "node_modules", "build", "dist", "staticfiles"}


@cache
def rungs() -> dict[str, int]:
    """Package → rung, 0 the lowest; packages on one rung may not use each other."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "ladder")
    return {
        name.strip(): height
        for height, layer in enumerate(reversed(layers))
        for name in layer.replace(":", "|").split("|")
    }


def may_use(user: str, used: str) -> bool:
    return user == used or rungs()[user] > rungs()[used]


def package_of(module: str) -> str:
    """ "rapport.desk.views" → "desk"; "" for what is not ours or stands on no rung."""
    head, _, rest = module.partition(".")
    name = rest.partition(".")[0]
    return name if head == "rapport" and name in rungs() else ""


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the product but the migrations, parsed."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        if "migrations" not in parts:
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    return found


@cache
def templates() -> dict[str, Path]:
    """Template name ("desk/today.html") → file, of both engines."""
    found = {}
    for folder in (*PACKAGE.glob("*/jinja2"), *PACKAGE.glob("*/templates")):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                found[f"{folder.parent.name}:{path.relative_to(folder).as_posix()}"] = path
    return found


@cache
def tracked_files() -> tuple[Path, ...]:
    """What a commit would hold; without git, whatever is not plainly made by a machine."""
    words = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(words, capture_output=True, check=True).stdout.decode().split("\0")
        paths = [ROOT / name for name in listed if name]
    except (OSError, subprocess.CalledProcessError):
        paths = list(_walk(ROOT))
    return tuple(path for path in paths if path.is_file())


def _walk(folder: Path) -> Iterator[Path]:
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in NOT_OURS]
        yield from (Path(here, name) for name in files)


def string_of(node: ast.AST | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def name_called(call: ast.Call) -> str:
    """ "record" for both record(…) and journal.record(…)."""
    target = call.func
    return target.id if isinstance(target, ast.Name) else target.attr if isinstance(target, ast.Attribute) else ""


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_called(node) in names:
            yield node


def where(module: str, node: ast.AST) -> str:
    return f"{module}, line {getattr(node, 'lineno', '?')}"


def listing(refusals: list[str]) -> str:
    return "\n" + "\n".join(f"  - {line}" for line in refusals)
