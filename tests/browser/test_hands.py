"""What a hand on the keyboard, a lost connection and an ended session do to a page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

expect.set_options(timeout=20_000)  # the machine may be busy; what is asked stays the same


@pytest.fixture
def today(house, enter):
    page = enter("marta")
    page.goto(house.address + "/today/")
    return page


def test_j_and_k_walk_over_the_rows(today):
    rows = today.locator("[data-row]")
    today.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    today.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    today.keyboard.press("k")
    expect(rows.nth(0)).to_be_focused()


def test_s_opens_the_days_to_snooze_to_and_escape_closes_them(today):
    today.keyboard.press("j")
    today.keyboard.press("j")
    today.keyboard.press("s")
    menu = today.locator(".menu:popover-open")
    expect(menu).to_be_visible()
    today.keyboard.press("Escape")
    expect(menu).to_have_count(0)


def test_the_question_mark_shows_the_keys_and_g_c_goes_to_the_clients(house, today):
    today.keyboard.press("?")
    expect(today.locator("#keys")).to_be_visible()
    today.keyboard.press("Escape")
    today.keyboard.press("g")
    today.keyboard.press("c")
    expect(today).to_have_url(house.address + "/clients/")


def test_find_knows_a_name_without_its_marks_and_enter_goes_there(today):
    today.keyboard.press("Control+k")
    today.keyboard.type("durda")
    found = today.locator("#palette-list [role=option]")
    expect(found.first).to_contain_text("Đurđa")
    expect(found.first).to_have_attribute("aria-selected", "true")
    today.keyboard.press("Enter")
    expect(today).not_to_have_url(re.compile("/today/$"))


def test_letters_typed_into_a_field_do_no_deeds(today):
    today.keyboard.press("/")
    today.keyboard.type("jesl?")
    expect(today.locator("#palette input")).to_have_value("jesl?")
    expect(today.locator("#keys")).to_be_hidden()


def test_what_was_typed_outlives_the_session(house, enter):
    page = enter("marta")
    address = f"{house.address}/clients/{house.client('Tatrawood')}/"
    page.goto(address)
    line = page.locator("textarea[name=summary]")
    line.fill("Peter asks for the agenda by nine")
    page.wait_for_timeout(400)  # drafts are kept a quarter of a second after the last key
    page.context.clear_cookies()
    page.locator("button[name=began][value=ours]").click()
    expect(page.locator(".toast.failed")).to_contain_text("session has ended")
    page.goto(house.address + "/demo/")
    page.locator(f"form[action$='/demo/{house.member('marta')}/'] button").click()
    page.goto(address)
    expect(page.locator("textarea[name=summary]")).to_have_value("Peter asks for the agenda by nine")


def test_without_a_connection_nothing_is_lost_and_it_can_be_tried_again(house, enter):
    page = enter("marta")
    client = house.client("Brandt & Söhne")
    page.goto(f"{house.address}/clients/{client}/")
    page.route("**/touchpoints/", lambda route: route.abort())
    page.locator("textarea[name=summary]").fill("The pack is on its way")
    page.locator("button[name=began][value=ours]").click()
    failed = page.locator(".toast.failed")
    expect(failed).to_contain_text("no connection")
    expect(page.locator("textarea[name=summary]")).to_have_value("The pack is on its way")
    page.unroute("**/touchpoints/")
    failed.get_by_role("button", name="Try again").click()
    expect(page.locator(".toast").last).to_contain_text("Brandt & Söhne")
    expect(page.locator("textarea[name=summary]")).to_have_value("")
    kept = "select count(*) from conversations_touchpoint where summary = 'The pack is on its way' and client_id = ?"
    assert house.one(kept, client) == 1


def test_a_second_click_while_the_first_is_on_its_way_sends_nothing(house, enter):
    page = enter("marta")
    client = house.client("Otok Sailing")
    page.goto(f"{house.address}/clients/{client}/")
    page.locator("textarea[name=summary]").fill("Called twice by an eager finger")
    page.locator("button[name=began][value=ours]").dblclick()
    expect(page.locator(".toast").last).to_contain_text("Otok Sailing")
    kept = "select count(*) from conversations_touchpoint where summary like 'Called twice%' and client_id = ?"
    assert house.one(kept, client) == 1


def test_the_rail_stays_narrow_on_the_next_page(house, today):
    today.get_by_role("button", name="Narrow or widen the rail").click()
    today.goto(house.address + "/clients/")
    assert today.locator(".rail").bounding_box()["width"] == 56
