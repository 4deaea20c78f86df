"""Extracts, updates and compiles the message catalogues, for translators and for the first start.

    python -m rapport.config.catalogues extract    print how many messages the product has
    python -m rapport.config.catalogues update     bring every django.po up to date with the sources
    python -m rapport.config.catalogues compile    make the .mo files
    python -m rapport.config.catalogues status     what is missing, per language

No system gettext is needed: Babel does all of it.
"""

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

PACKAGE = Path(__file__).resolve().parent.parent
LOCALES = PACKAGE / "locale"
LANGUAGES = ("hr", "sk", "ru")  # English is what the sources say.

KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
    # Reasons are made in reckon, which knows no language, and said by the page.
    "because": None,
    "counted": (1, 2),
}
JINJA_OPTIONS = {
    "trimmed": "true",
    "newstyle_gettext": "true",
    "silent": "false",
    "extensions": "jinja2.ext.i18n,jinja2.ext.do,jinja2.ext.loopcontrols",
}


def catalogue_path(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "django.po"


def extract() -> "Catalog":
    """Every message of the sources, with the files it stands in."""
    from babel.messages.catalog import Catalog

    messages = Catalog(project="Rapport", charset="utf-8", fuzzy=False)
    for name, found, comments, context in _found():
        messages.add(found, None, [(name, 0)], auto_comments=comments, context=context)
    return messages


def update() -> None:
    """Brings each catalogue up to date: new messages empty, old ones gone, translations kept."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    messages = extract()
    for language in LANGUAGES:
        path = catalogue_path(language)
        catalogue = read(language) if path.exists() else Catalog(locale=language)
        catalogue.project, catalogue.version, catalogue.charset, catalogue.fuzzy = "Rapport", "", "utf-8", False
        catalogue.header_comment = f"# Rapport, language {language}."
        catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = ""
        catalogue.update(messages, no_fuzzy_matching=True, update_header_comment=False)
        text = BytesIO()
        write_po(text, catalogue, width=120, sort_by_file=True, ignore_obsolete=True, include_lineno=False)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.getvalue())


def read(language: str) -> "Catalog":
    from babel.messages.pofile import read_po

    with catalogue_path(language).open("rb") as file:
        return read_po(file, locale=language, charset="utf-8", abort_invalid=True)


def compile_all() -> None:
    for language in LANGUAGES:
        if catalogue_path(language).exists():
            _compile(language)


def compile_if_stale() -> None:
    """Compiles what is older than its source; in an image that cannot be written to, what was built stays."""
    for language in LANGUAGES:
        source = catalogue_path(language)
        made = source.with_suffix(".mo")
        if not source.exists():
            continue
        if not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
            try:
                _compile(language)
            except OSError:
                return


def missing(language: str) -> list[str]:
    """Messages of the sources that this language does not say yet."""
    catalogue = read(language) if catalogue_path(language).exists() else None
    gaps = []
    for message in extract():
        if not message.id:
            continue
        said = catalogue.get(_key(message.id), message.context) if catalogue is not None else None
        strings = said.string if said is not None else ""
        whole = all(strings) if isinstance(strings, (tuple, list)) else bool(strings)
        if said is None or not whole or said.fuzzy:
            gaps.append(_key(message.id))
    return gaps


def _compile(language: str) -> None:
    from babel.messages.mofile import write_mo

    target = catalogue_path(language).with_suffix(".mo")
    # Server and worker start together: each writes a file of its own and puts it in place whole.
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".django.", suffix=".mo")
    try:
        with os.fdopen(descriptor, "wb") as file:
            write_mo(file, read(language))
        os.chmod(name, 0o644)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _found() -> Iterator[tuple[str, Any, list[str], str | None]]:
    from babel.messages.extract import extract as extract_with

    for path in sorted(PACKAGE.rglob("*")):
        parts = path.relative_to(PACKAGE).parts
        if not path.is_file() or "migrations" in parts or "static" in parts:
            continue
        method, options = "", {}
        file: BinaryIO | None = None
        if path.suffix == ".py" and path != Path(__file__).resolve():
            method, file = "python", path.open("rb")
        elif "jinja2" in parts and path.suffix in (".html", ".txt"):
            method, options, file = "jinja2.ext:babel_extract", JINJA_OPTIONS, path.open("rb")
        elif "templates" in parts and path.suffix in (".html", ".txt"):
            method, file = "python", BytesIO(_as_python(path))
        if file is None:
            continue
        with file:
            pieces = extract_with(method, file, KEYWORDS, ("Translators:",), options, strip_comment_tags=True)
            for _line, found, comments, context in pieces:
                yield "/".join(("rapport", *parts)), found, comments, context


def _as_python(path: Path) -> bytes:
    """A Django template as the gettext calls it holds."""
    from django.utils.translation.template import templatize

    text = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    calls = re.findall(r"\b(?:n?p?gettext|_)\(.*?\)(?=\s|$)", text, flags=re.DOTALL)
    return "\n".join(calls).encode()


def _key(message_id: Any) -> str:
    return str(message_id[0] if isinstance(message_id, (tuple, list)) else message_id)


def main(words: list[str]) -> int:
    word = words[0] if words else ""
    if word == "extract":
        sys.stdout.write(f"{sum(1 for message in extract() if message.id)} messages\n")
    elif word == "update":
        update()
    elif word == "compile":
        compile_all()
    elif word == "status":
        for language in LANGUAGES:
            gaps = missing(language)
            sys.stdout.write(f"{language}: {len(gaps)} missing\n")
            sys.stdout.writelines(f"    {gap}\n" for gap in gaps)
    else:
        sys.stderr.write(__doc__ or "")
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
