"""What an installation may set from outside, read from variables that begin with RAPPORT_ (docs/settings.md)."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from functools import cached_property, lru_cache
from pathlib import Path
from urllib.parse import unquote, urlparse

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(BaseSettings):
    """Each field is the variable RAPPORT_<NAME>; every default suits one agency on one machine."""

    model_config = SettingsConfigDict(env_prefix="RAPPORT_", env_file=None, extra="ignore")

    data_dir: Path = Field(default=Path(".data"), description="Folder of the database, files, queue and secret key.")
    database_url: str = Field(
        default="", description="Empty: SQLite in the data folder. Else postgresql://user:pass@host/db."
    )
    queue_url: str = Field(
        default="", description="Empty: the queue follows the database. redis://… puts it into Redis."
    )
    secret_key: str = Field(default="", description="Empty: made once and kept in the data folder.")
    old_secret_keys: str = Field(
        default="", description="Earlier secret keys, separated by commas, that may still open what they sealed."
    )
    base_url: str = Field(default="http://127.0.0.1:8000", description="Address under which people reach this house.")
    hosts: str = Field(default="", description="Further host names to answer to, separated by commas.")
    demo: bool = Field(default=False, description="Demo: made-up clients and a page to enter as one of their keepers.")
    debug: bool = Field(default=False, description="Show errors in full. Never where others can reach it.")
    smtp_url: str = Field(
        default="", description="smtp://user:pass@host:587 (smtps:// for TLS). Empty: mail is kept, not sent."
    )
    mail_from: str = Field(default="Rapport <rapport@localhost>", description="Sender of digests and invitations.")
    log_level: str = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR.")
    import_max_mb: int = Field(default=200, description="Largest file an import accepts, in megabytes.")
    file_max_mb: int = Field(default=25, description="Largest document that is kept for a client, in megabytes.")
    trust_proxy: bool = Field(
        default=False, description="Believe X-Forwarded-Proto and -For of a reverse proxy in front."
    )

    @cached_property
    def folder(self) -> Path:
        """The data folder, made when first asked for."""
        folder = self.data_dir.expanduser().resolve()
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @property
    def postgres(self) -> bool:
        return self.database_url.startswith(("postgres://", "postgresql://"))

    @property
    def https(self) -> bool:
        return self.base_url.startswith("https://")

    def key(self) -> str:
        """The secret key: the one given, or one made once and kept readable by its owner only."""
        if self.secret_key:
            return self.secret_key
        file = self.folder / "secret-key"
        if not file.exists():
            new = self.folder / f".secret-key-{os.getpid()}"
            with open(new, "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as out:
                out.write(secrets.token_urlsafe(48))
            with suppress(FileExistsError):  # another process was first: its key is the one
                os.link(new, file)
            new.unlink()
        return file.read_text().strip()

    def old_keys(self) -> list[str]:
        """Earlier secret keys: they open, and sign nothing anew."""
        return [key.strip() for key in self.old_secret_keys.split(",") if key.strip()]

    def database(self) -> dict[str, object]:
        """Django's settings of the one database."""
        if self.postgres:
            url = urlparse(self.database_url)
            return {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": url.path.lstrip("/") or "rapport",
                "USER": unquote(url.username or ""),
                "PASSWORD": unquote(url.password or ""),
                "HOST": url.hostname or "",
                "PORT": str(url.port or ""),
                "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}},
            }
        if self.database_url:
            raise ValueError("RAPPORT_DATABASE_URL must be empty (SQLite) or begin with postgresql://")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(self.folder / "rapport.sqlite3"),
            "OPTIONS": sqlite_options(),
        }

    def mail(self) -> dict[str, object]:
        """Django's EMAIL_* settings. Without a server, letters wait in the outbox and nothing is pretended."""
        if not self.smtp_url:
            return {}
        url = urlparse(self.smtp_url)
        return {
            "EMAIL_HOST": url.hostname or "localhost",
            "EMAIL_PORT": url.port or (465 if url.scheme == "smtps" else 25),
            "EMAIL_HOST_USER": unquote(url.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
            "EMAIL_USE_SSL": url.scheme == "smtps",
            "EMAIL_USE_TLS": url.scheme == "smtp" and url.port == 587,
            "EMAIL_TIMEOUT": 20,
        }


def sqlite_options() -> dict[str, object]:
    """SQLite as a server's database: WAL, immediate write transactions, durable commits, waiting instead of failing."""
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
            "PRAGMA mmap_size=268435456; PRAGMA cache_size=-65536;"
        ),
    }


@lru_cache(maxsize=1)
def environment() -> Environment:
    return Environment()
