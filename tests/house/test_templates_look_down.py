"""Pages include, extend and link to what is their own or stands below, never up: the address book of the frame is
handed in as data by config."""

import re
from functools import cache

import jinja2
import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from jinja2 import nodes
from tests.house.sources import calls, listing, may_use, modules, name_called, package_of, string_of, templates, where

# Names under which templates ask for an address.
ADDRESS = ("url", "path_to")
PARSER = jinja2.Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"], autoescape=True)


def jinja_templates() -> dict[str, nodes.Template]:
    return {
        name: PARSER.parse(path.read_text(encoding="utf-8"), name)
        for name, path in templates().items()
        if "jinja2" in path.parts and path.suffix in (".html", ".txt", ".svg")
    }


@cache
def owners() -> dict[str, str]:
    """Name of an address ("client" or "clients:page") → the package whose view answers."""
    found: dict[str, str] = {}

    def walk(resolver: URLResolver, prefix: str) -> None:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
            elif isinstance(pattern, URLPattern) and pattern.name:
                found[prefix + pattern.name] = package_of(pattern.callback.__module__)

    walk(get_resolver(), "")
    return found


def test_every_template_lies_in_the_folder_of_its_app() -> None:
    refusals = [
        f"{name}: a Jinja template of {name.split(':')[0]} is named {name.split(':')[0]}/…"
        for name, path in templates().items()
        if "jinja2" in path.parts and not name.split(":")[1].startswith((f"{name.split(':')[0]}/", "errors/"))
        and path.name not in ("404.html", "403.html", "400.html", "500.html")
    ]  # fmt: skip
    assert not refusals, listing(refusals)


def test_no_template_includes_or_extends_what_stands_above_it() -> None:
    refusals = []
    for name, tree in jinja_templates().items():
        ours = name.split(":")[0]
        for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
            for constant in [node.template, *node.template.find_all(nodes.Const)]:
                if not isinstance(constant, nodes.Const) or not isinstance(constant.value, str):
                    continue
                theirs = constant.value.split("/")[0]
                if not package_of(f"rapport.{theirs}"):
                    refusals.append(f"{name}, line {node.lineno}: {constant.value} belongs to no app")
                elif not may_use(ours, theirs):
                    refusals.append(f"{name}, line {node.lineno}: {constant.value} stands above {ours}")
    assert not refusals, listing(refusals)


def test_no_template_links_to_a_page_above_it() -> None:
    refusals = []
    for name, tree in jinja_templates().items():
        ours = name.split(":")[0]
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in ADDRESS and call.args:
                for constant in [call.args[0], *call.args[0].find_all(nodes.Const)]:
                    if isinstance(constant, nodes.Const) and isinstance(constant.value, str):
                        refusals += refusal(f"{name}, line {call.lineno}", ours, constant.value)
    assert not refusals, listing(refusals)


def test_no_module_redirects_to_a_page_above_it() -> None:
    refusals = []
    for module, tree in modules().items():
        for call in calls(tree, "reverse", "reverse_lazy", "redirect", "resolve_url"):
            address = string_of(call.args[0]) if call.args else None
            if address and not address.startswith(("/", "http")) and name_called(call):
                refusals += refusal(where(module, call), package_of(module), address)
    assert not refusals, listing(refusals)


def refusal(place: str, ours: str, address: str) -> list[str]:
    if not re.fullmatch(r"[a-z][\w:-]*", address):
        return []
    if address not in owners():
        return [f"{place}: there is no address named {address}"]
    theirs = owners()[address]
    if theirs and ours and not may_use(ours, theirs):
        return [f"{place}: {address} is answered by {theirs}, above {ours}; hand the address in instead"]
    return []


@pytest.mark.parametrize("name", sorted(templates()))
def test_a_page_holds_no_inline_script_or_style(name: str) -> None:
    text = templates()[name].read_text(encoding="utf-8")
    text = re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)
    mail = "mail" in name.lower() or "letter" in name.lower()
    refusals = []
    for pattern, why in {
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")": "an inline script; the policy refuses it",
        r"<style[\s>]": "an inline style sheet; the policy refuses it",
        r"\sstyle\s*=\s*[\"'{]": "a style attribute; the policy refuses it",
        r"\son[a-z]+\s*=\s*[\"']": "an event handler in the markup; the policy refuses it",
        r"\bhx-on": "hx-on needs eval, which is off",
        r"href=[\"']javascript:": "a javascript: address",
    }.items():
        if mail and "style" in why:
            continue  # Letters are read in mail programs, which know only inline styles.
        for hit in re.finditer(pattern, text, flags=re.IGNORECASE):
            refusals.append(f"{name}, line {text.count(chr(10), 0, hit.start()) + 1}: {why}")
    assert not refusals, listing(refusals)
