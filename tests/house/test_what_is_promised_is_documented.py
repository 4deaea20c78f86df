"""Every event and every setting stands in the docs, and the docs tell of none that does not exist."""

import re

from tests.house import events
from tests.house.sources import ROOT, listing

from rapport.config.environment import Environment

# A row of the table begins with the name in backticks: | `client.taken_on` | …
ROW = re.compile(r"^\|\s*`([^`]+)`", flags=re.MULTILINE)


def documented(page: str) -> set[str]:
    return set(ROW.findall((ROOT / "docs" / page).read_text(encoding="utf-8")))


def test_every_recorded_event_has_a_name_that_can_be_read() -> None:
    assert not events.nameless(), "record() wants a literal name here" + listing(events.nameless())


def test_every_recorded_event_is_documented() -> None:
    told = documented("events.md")
    refusals = [f"{name} ({places[0]})" for name, places in events.recorded().items() if name not in told]
    assert not refusals, "add a row to docs/events.md for" + listing(sorted(refusals))


def test_no_documented_event_has_gone() -> None:
    gone = documented("events.md") - set(events.recorded())
    assert not gone, f"docs/events.md tells of what nobody records: {sorted(gone)}"


def test_every_setting_is_documented_and_none_has_gone() -> None:
    prefix = Environment.model_config["env_prefix"]
    real = {(prefix + name).upper() for name in Environment.model_fields}
    told = {name for name in documented("settings.md") if name.startswith(prefix)}
    assert real == told, f"docs/settings.md lacks {sorted(real - told)} and tells of {sorted(told - real)}"
