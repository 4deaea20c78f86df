"""Settings of the suite: a file for SQLite, so that WAL is tested; PostgreSQL by RAPPORT_TEST_DATABASE=postgres."""

from __future__ import annotations

import os
import tempfile
from typing import Any

_FOLDER = tempfile.mkdtemp(prefix="rapport-test-")
os.environ.setdefault("RAPPORT_DATA_DIR", _FOLDER)
if os.environ.get("RAPPORT_TEST_DATABASE") == "postgres":
    os.environ.setdefault("RAPPORT_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/rapport")

from rapport.config.settings import *  # noqa: E402, F403
from rapport.config.settings import DATABASES, MIDDLEWARE, STORAGES, env  # noqa: E402

options: Any = DATABASES["default"]["OPTIONS"]
if env.postgres:
    options.pop("pool", None)
    DATABASES["default"]["TEST"] = {"NAME": f"test_rapport_{os.getpid()}"}  # runs beside each other do not meet
else:
    DATABASES["default"]["TEST"] = {"NAME": str(env.folder / "test.sqlite3")}
    options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
SECRET_KEY = "a key for tests only"  # noqa: S105
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MAIL_GOES_OUT = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MIDDLEWARE = [m for m in MIDDLEWARE if "whitenoise" not in m]
INTAKE_WAKE = "rapport.intake.work.leave"
POST_WAKE = "rapport.post.put.leave"
PORTAL_WAKE = "rapport.overview.portal.send_key.by_mail"  # at once
JOURNAL_WAKE = "rapport.journal.follow.leave"  # tests follow when they say so: follow.catch_up()
ALLOWED_HOSTS = ["*"]
BASE_URL = "http://testserver"
