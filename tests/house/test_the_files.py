"""What is committed: no registry's address, locks that agree, scripts that can be started."""

import os
import re

from tests.house.sources import ROOT, listing, tracked_files

# Written in pieces, so that this file may be committed too.
HOSTS = [
    ".".join(pieces)
    for pieces in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("docker", "io"),
        ("ghcr", "io"),
        ("quay", "io"),
        ("gcr", "io"),
        ("mcr", "microsoft", "com"),
        ("public", "ecr", "aws"),
        ("crates", "io"),
        ("proxy", "golang", "org"),
        ("rubygems", "org"),
        ("anaconda", "org"),
        ("deb", "debian", "org"),
        ("archive", "ubuntu", "com"),
        ("unpkg", "com"),
        ("cdn", "jsdelivr", "net"),
        ("cdnjs", "cloudflare", "com"),
        ("fonts", "googleapis", "com"),
    )
]
NAMED = re.compile("|".join(rf"(?<![\w-]){re.escape(host)}(?![\w-])" for host in HOSTS), flags=re.IGNORECASE)


def test_no_file_names_a_registry() -> None:
    refusals = []
    for path in tracked_files():
        text = path.read_bytes()
        if b"\0" in text[:4096]:
            continue
        for number, line in enumerate(text.decode("utf-8", errors="replace").splitlines(), 1):
            if hit := NAMED.search(line):
                refusals.append(f"{path.relative_to(ROOT)}, line {number}: {hit[0]}")
    assert not refusals, "where packages come from is for the machine to say" + listing(refusals)


def test_the_dev_lock_holds_every_line_of_the_runtime_lock() -> None:
    runtime, dev = pins("runtime"), pins("dev")
    differing = sorted(line for line in runtime if line not in dev)
    assert runtime
    assert not differing, f"lock both anew; they differ in {differing}"


def test_every_locked_line_has_its_hash() -> None:
    for name in ("runtime", "dev"):
        text = (ROOT / f"requirements/{name}.txt").read_text()
        assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}", text)) >= len(pins(name)) > 0


def test_the_scripts_can_be_started() -> None:
    for name in ("run", ".ci/run"):
        assert os.access(ROOT / name, os.X_OK), f"chmod +x {name}"
        assert (ROOT / name).read_text().startswith("#!/bin/sh\n")


def pins(name: str) -> set[str]:
    text = (ROOT / f"requirements/{name}.txt").read_text().replace("\\\n", " ")
    return {line.split(" --hash")[0].strip() for line in text.splitlines() if re.match(r"[a-z0-9]", line)}
