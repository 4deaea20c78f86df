"""A real IMAP server for the tests: Dovecot from Debian's packages, as whoever runs the tests, in a folder that goes.

Any user name is let in with PASSWORD and has a mailbox of its own, so tests do not meet each other.
"""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from tests.gateways.authority import certificate

from rapport.gateways.door import Door

PASSWORD = "pčela-na-cvijetu!"
BINARY = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
MISSING = "Dovecot is not installed (on Debian: dovecot-imapd)"
VISITS = 8  # at once, per user
_names = count(1)


@dataclass(frozen=True)
class Dovecot:
    folder: Path
    plain: int
    tls: int
    trusted: Path
    uid: int
    gid: int
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self) -> None:
        """Listen, at the same ports as before."""
        assert BINARY
        with (self.folder / "log").open("a") as log:
            words = [BINARY, "-F", "-c", str(self.folder / "dovecot.conf")]
            self.running.append(subprocess.Popen(words, stdout=log, stderr=log))
        _wait_for(self, self.running[-1])

    def stop(self) -> None:
        """Go away, with everybody who is inside."""
        for process in self.running:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.running.clear()

    def door(self, user: str = "", **changes: object) -> Door:
        """A way in for a user nobody had before."""
        name = user or f"u{os.getpid()}x{next(_names)}@kordun.example"
        given = {"host": "127.0.0.1", "port": self.plain, "security": "none", "user": name, "password": PASSWORD}
        return Door(**{**given, "timeout": 10.0, **changes})  # type: ignore[arg-type]

    def deliver(self, door: Door, *messages: bytes, folder: str = "") -> None:
        """Straight into the maildir, in order; ten thousand take a second."""
        box = self.folder / "mail" / door.user / "Maildir" / (f".{folder}" if folder else "")
        for part in ("new", "cur", "tmp"):
            self._make(box / part)
        for message in messages:
            name = f"{time.time_ns()}.R{next(_names)}.tests,S={len(message)},W={len(message)}"
            (box / "tmp" / name).write_bytes(message)
            os.chown(box / "tmp" / name, self.uid, self.gid)
            (box / "tmp" / name).rename(box / "new" / name)

    def visits(self) -> list[int]:
        """Process ids of this server's imap processes."""
        found = []
        for status in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                name, _, rest = status.read_text().partition("(")[2].rpartition(")")
                if name == "imap" and int(rest.split()[1]) == self.master():
                    found.append(int(status.parent.name))
        return found

    def master(self) -> int:
        return int((self.folder / "run/master.pid").read_text())

    def _make(self, path: Path) -> None:
        if not path.exists():
            self._make(path.parent)
            path.mkdir()
            os.chown(path, self.uid, self.gid)


@contextmanager
def serving() -> Iterator[Dovecot]:
    """A server that runs as long as the block."""
    folder = Path(tempfile.mkdtemp(prefix="rapport-dovecot-"))
    folder.chmod(0o755)
    uid, gid = _whose_mail()
    (folder / "mail").mkdir()
    os.chown(folder / "mail", uid, gid)
    cert, key = certificate(folder, "127.0.0.1", "localhost")
    plain, tls = _free_port(), _free_port()
    server = Dovecot(folder, plain, tls, cert, uid, gid)
    (folder / "dovecot.conf").write_text(_configuration(server, cert, key))
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _whose_mail() -> tuple[int, int]:
    if os.geteuid():
        return os.geteuid(), os.getegid()
    nobody = pwd.getpwnam("nobody")  # Dovecot never opens mail as root
    return nobody.pw_uid, nobody.pw_gid


def _configuration(server: Dovecot, cert: Path, key: Path) -> str:
    me, mine = pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name
    as_me = f"""
default_internal_user = {me}
default_internal_group = {mine}
default_login_user = {me}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
}}
"""
    return f"""
base_dir = {server.folder}/run
state_dir = {server.folder}/state
log_path = {server.folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
{"" if os.geteuid() == 0 else as_me}
first_valid_uid = 1
mail_location = maildir:~/Maildir
mail_fsync = never
auth_mechanisms = plain login
auth_failure_delay = 0
auth_cache_size = 0
disable_plaintext_auth = no
mail_max_userip_connections = {VISITS}
shutdown_clients = yes
ssl = yes
ssl_cert = <{cert}
ssl_key = <{key}
ssl_min_protocol = TLSv1.2
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid={server.uid} gid={server.gid} home={server.folder}/mail/%u
}}
service imap-login {{
  inet_listener imap {{
    port = {server.plain}
  }}
  inet_listener imaps {{
    port = {server.tls}
    ssl = yes
  }}
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    special_use = \\Sent
    auto = create
  }}
  mailbox Drafts {{
    special_use = \\Drafts
    auto = create
  }}
  mailbox Junk {{
    special_use = \\Junk
    auto = create
  }}
  mailbox Trash {{
    special_use = \\Trash
    auto = create
  }}
}}
"""


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_for(server: Dovecot, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        with suppress(OSError), socket.create_connection(("127.0.0.1", server.plain), timeout=5) as line:
            line.settimeout(5)
            if line.recv(4):
                return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    said = "\n".join(path.read_text() for path in server.folder.glob("*log") if path.is_file())
    raise RuntimeError(f"Dovecot did not start:\n{said}")
