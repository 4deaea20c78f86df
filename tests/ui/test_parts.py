"""The parts of pages say what they mean to people who cannot see them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory


@pytest.fixture
def render() -> Callable[..., str]:
    environment = engines["jinja2"].env  # type: ignore[attr-defined]

    def run(part: str, call: str, **values: Any) -> str:
        macro = call.split("(")[0].split()[-1]
        source = f'{{% from "ui/parts/{part}.html" import {macro} %}}{{{{ {call} }}}}'
        return str(environment.from_string(source).render(request=RequestFactory().get("/"), **values))

    return run


class Form(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the contract")
    tier = forms.ChoiceField(label="Tier", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)


def test_a_wrong_field_is_tied_to_its_words(render: Callable[..., str]) -> None:
    html = render("field", "field(form['name'])", form=Form({"name": ""}))
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_error"' in html
    assert "id_name_error" in html.split("aria-describedby=")[1].split(">")[0]
    assert 'id="id_name_helptext"' in html


def test_the_summary_takes_the_focus_and_leads_to_each_field(render: Callable[..., str]) -> None:
    html = render("form", "error_summary(form)", form=Form({}))
    assert "data-focus" in html
    assert 'href="#id_name"' in html
    assert "2 things to mend" in html


def test_a_form_without_errors_has_no_summary(render: Callable[..., str]) -> None:
    assert render("form", "error_summary(form)", form=Form({"name": "Adria", "tier": "a"})).strip() == ""


def test_radio_buttons_stand_under_one_legend_and_none_is_chosen(render: Callable[..., str]) -> None:
    html = render("field", "field(form['tier'])", form=Form())
    assert "<legend>Tier</legend>" in html
    assert "checked" not in html


def test_what_a_client_is_called_cannot_write_into_the_page(render: Callable[..., str]) -> None:
    html = render("button", "button(label, href=where, attrs={'data-x': label})", label='"><script>', where='/"><b>')
    assert "<script>" not in html
    assert "<b>" not in html


def test_the_rhythm_line_is_a_picture_with_a_name(render: Callable[..., str]) -> None:
    html = render("rhythm", "rhythm([(3, 'ours', 1)], 'row', 4, label='Last word 3 days ago')")
    assert 'role="img" aria-label="Last word 3 days ago"' in html
    assert 'class="due"' in html


def test_the_column_in_force_says_how_it_is_sorted(render: Callable[..., str]) -> None:
    assert 'aria-sort="descending"' in render("table", "head_cell('Fee', 'c-fee', 'fee', '-fee', '?sort=')")
    assert 'href="?sort=-fee"' in render("table", "head_cell('Fee', 'c-fee', 'fee', 'fee', '?sort=')")
    assert "aria-sort" not in render("table", "head_cell('Fee', 'c-fee', 'fee', 'name', '?sort=')")


def test_a_share_outside_its_bounds_is_drawn_inside_them(render: Callable[..., str]) -> None:
    assert 'width="100%"' in render("bar", "bar(1.4)")
    assert 'class="part"' not in render("bar", "bar(-0.2)")
    assert 'class="part"' not in render("bar", "bar(none)")


@pytest.mark.parametrize(
    "kind, word", [("now", "Do now"), ("plan", "Plan"), ("delegate", "Delegate"), ("later", "Later")]
)
def test_each_box_has_its_word_even_where_it_is_not_shown(render: Callable[..., str], kind: str, word: str) -> None:
    html = render("box", f"box('{kind}')")
    assert f'<span class="unseen">{word}</span>' in html
    assert html.count(f'class="{kind}"') == 1


def test_the_ribbon_leaves_out_what_lies_outside_its_hours(render: Callable[..., str]) -> None:
    html = render("ribbon", "ribbon([(6, 7, 'Early'), (10, 10.75, 'Tatrawood')], [(20, 'Late')], now=7.5)")
    assert "Tatrawood" in html
    assert "Early" not in html
    assert "Late" not in html
    assert 'class="now"' not in html
