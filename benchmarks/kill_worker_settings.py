"""Django's settings while workers are killed: the product's own, with a book whose effects can be counted."""

from rapport.config.settings import *  # noqa: F403

JOURNAL_BOOK = "benchmarks.kill_worker.BOOK"
