"""One event sets others in motion, and none of them comes back to it: a circle would follow itself for ever."""

from itertools import pairwise

from tests.house import events
from tests.house.sources import listing, package_of

from rapport.stories.book import BOOK


def edges() -> dict[str, dict[str, str]]:
    """Event → event it can cause → through which follower."""
    return {
        event: {
            caused: f"{follower.__module__}.{follower.__qualname__}"
            for follower in followers
            for caused in events.reachable(f"{follower.__module__}.{follower.__qualname__}")
        }
        for event, followers in BOOK.items()
    }


def circles(graph: dict[str, dict[str, str]]) -> list[str]:
    found = []

    def walk(path: list[str]) -> None:
        for caused in graph.get(path[-1], {}):
            if caused == path[0]:
                found.append(" → ".join([*path, caused]))
            elif caused not in path and caused > path[0]:  # each circle is told once, from its first name
                walk([*path, caused])

    for event in graph:
        walk([event])
    return found


def test_no_event_comes_back_to_itself_through_its_followers() -> None:
    graph = edges()
    refusals = []
    for circle in circles(graph):
        names = circle.split(" → ")
        through = [graph[cause][caused] for cause, caused in pairwise(names)]
        refusals.append(f"{circle}, through {', '.join(through)}")
    assert not refusals, listing(refusals)


def test_a_circle_is_found_whatever_its_length() -> None:
    assert circles({"a.x": {"a.x": "f"}}) == ["a.x → a.x"]
    assert circles({"a.x": {"b.x": "f"}, "b.x": {"c.x": "g"}, "c.x": {"a.x": "h"}}) == ["a.x → b.x → c.x → a.x"]
    assert circles({"a.x": {"b.x": "f", "c.x": "g"}, "b.x": {"c.x": "h"}}) == []


def test_every_event_in_the_book_is_recorded_somewhere() -> None:
    dead = sorted(set(BOOK) - set(events.recorded()))
    assert not dead, f"followers wait in stories/book.py for what nobody records: {dead}"


def test_every_follower_is_a_function_of_stories() -> None:
    refusals = [
        f"{event}: {follower.__module__}.{follower.__qualname__} is not a function of rapport.stories"
        for event, followers in BOOK.items()
        for follower in followers
        if package_of(follower.__module__) != "stories" or "." in follower.__qualname__
    ]
    assert not refusals, listing(refusals)
