"""How fast a large mailbox is read, and in how much memory, from a Dovecot of its own on this machine.

.venv/bin/python benchmarks/mailbox.py                    # 10,000 messages of 20 kB
.venv/bin/python benchmarks/mailbox.py --messages 2000 --size 5000 --tls
"""

import argparse
import os
import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.gateways import dovecot  # noqa: E402

from rapport.gateways import imap  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--size", type=int, default=20_000, help="bytes of a message")
    parser.add_argument("--tls", action="store_true")
    asked = parser.parse_args()
    if dovecot.BINARY is None:
        raise SystemExit(dovecot.MISSING)
    with dovecot.serving() as server:
        os.environ["SSL_CERT_FILE"] = str(server.trusted)
        door = server.door(security="tls", port=server.tls) if asked.tls else server.door()
        fill(server, door, asked.messages, asked.size)
        measure(door, asked.messages)


def fill(server: dovecot.Dovecot, door: imap.Door, messages: int, size: int) -> None:
    line = b"So we agreed on Thursday that the offer goes out this week.\r\n"
    body = line * (size // len(line))
    for first in range(0, messages, 50):
        numbers = range(first, min(messages, first + 50))
        server.deliver(door, *[b"Message-ID: <%d@a.example>\r\nSubject: %d\r\n\r\n%s" % (n, n, body) for n in numbers])


def measure(door: imap.Door, messages: int) -> None:
    before = peak()
    begun = time.monotonic()
    count = size = last = 0
    with imap.open(door) as session:
        for raw in session.fetch("INBOX"):
            assert raw.uid > last
            assert raw.content is not None
            count, size, last = count + 1, size + len(raw.content), raw.uid
            if count == 1:
                print(f"first message after {time.monotonic() - begun:.2f} s")
    took = time.monotonic() - begun
    assert count == messages, f"{count} of {messages}"
    print(f"{count} messages, {size / 1e6:.0f} MB in {took:.1f} s: {count / took:.0f} messages/s")
    print(f"peak memory {peak():.0f} MB, of which reading took {peak() - before:.0f} MB")


def peak() -> float:
    """Megabytes this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
