"""A contact fills in a questionnaire: kept as it is typed, also without a connection, on two screens at once."""

import re

import pytest
from playwright.sync_api import expect

expect.set_options(timeout=20_000)


@pytest.fixture
def address(house):
    letter = house.one(
        "select text from post_outgoing where key like 'questionnaire:%' and text like '%Miriam%' order by id limit 1"
    )
    return house.address + re.search(r"/q/[\w-]+/", letter)[0]


def test_it_is_kept_as_it_is_typed_offline_and_on_two_screens(house, enter, address):
    desk, phone = enter(""), enter("", size="phone")
    desk.goto(address)
    phone.goto(address)
    key = desk.locator("[data-kind=line]:visible, [data-kind=text]:visible").last.get_attribute("data-question")
    field = desk.locator(f"[name='a-{key}']")
    field.fill("The owner, within two days")
    expect(desk.locator("[data-state]")).to_have_text("Everything you typed is kept.")
    assert house.one("select value from onboarding_answer where key = ? order by id desc", key) == (
        '"The owner, within two days"'
    )

    desk.context.set_offline(True)
    field.fill("The owner, within three days")
    expect(desk.locator("[data-state]")).to_contain_text("No connection")
    desk.context.set_offline(False)
    expect(desk.locator("[data-state]")).to_have_text("Everything you typed is kept.")

    phone.locator(f"[name='a-{key}']").fill("Nobody knows")
    both = phone.locator(f"#q-{key} .both")
    expect(both).to_contain_text("The owner, within three days")
    both.get_by_role("button", name="Keep theirs").click()
    expect(phone.locator(f"[name='a-{key}']")).to_have_value("The owner, within three days")
    assert not [trouble for trouble in phone.troubles if "409" not in trouble]


def test_what_could_not_be_sent_is_still_there_after_the_page_was_closed(house, enter, address):
    page = enter("")
    page.goto(address)
    page.route("**/answers/**", lambda route: route.abort())
    key = page.locator("[data-kind=text]:visible").first.get_attribute("data-question")
    page.locator(f"[name='a-{key}']").fill("Typed in the train")
    expect(page.locator("[data-state]")).to_contain_text("No connection")
    page.unroute("**/answers/**")
    page.reload()
    expect(page.locator(f"[name='a-{key}']")).to_have_value("Typed in the train")
    expect(page.locator("[data-state]")).to_have_text("Everything you typed is kept.")
    page.reload()
    expect(page.locator(f"[name='a-{key}']")).to_have_value("Typed in the train")


def test_what_depends_on_an_answer_comes_and_goes_with_it(enter, address):
    page = enter("")
    page.goto(address)
    hanging = page.locator("[data-when]").first
    parent = page.locator(f"[data-question='{hanging.get_attribute('data-when')}']")
    wanted = hanging.evaluate("one => JSON.parse(one.dataset.is)")
    for value in parent.locator("input[name^=a-]").evaluate_all("all => all.map((one) => one.value)"):
        parent.locator(f"input[value='{value}']").check()
        expect(hanging).to_be_visible() if value in wanted else expect(hanging).to_be_hidden()


def test_without_scripts_every_question_says_when_it_is_asked(enter, address):
    page = enter("", scripts=False)
    page.goto(address)
    expect(page.locator("[data-when] .only-if").first).to_be_visible()
    expect(page.locator("[data-when]").first).to_be_visible()
    page.get_by_role("button", name="Save and go on later").click()
    expect(page.get_by_role("status").first).to_contain_text("Kept.")
