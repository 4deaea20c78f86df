"""Settings of a worker that is killed by a test: the suite's own, in the test's database and folder."""

from __future__ import annotations

import os
from pathlib import Path

from rapport.config.settings_test import *  # noqa: F403
from rapport.config.settings_test import DATABASES

DATABASES["default"]["NAME"] = os.environ["WORKER_DATABASE"]
MEDIA_ROOT = Path(os.environ["WORKER_FILES"])
