"""The code that confirms an answer: only its hash is kept, five tries, ten minutes, not too many letters."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from tests.approvals.asking import question

from rapport.approvals.codes import send_code
from rapport.approvals.decide import CodeWanted, decide
from rapport.approvals.models import Approval, Code, Decision
from rapport.journal import clock
from rapport.post.models import Outgoing


def sent(approval: Approval) -> str:
    code = send_code(approval)
    letter = Outgoing.objects.get(key=f"approval-code:{code.pk}")
    assert letter.to == approval.mail
    digits = re.search(r"\b\d{6}\b", letter.text)
    assert digits
    assert digits[0] not in code.code_hash
    return digits[0]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_without_the_code_nothing_is_decided_and_with_it_once(cast: Any) -> None:
    approval, token = question(cast, purpose="milestone", by_code=True)
    said = {"kind": "approved", "version": approval.version, "name": "Ivana"}
    with pytest.raises(CodeWanted):
        decide(token, **said)
    with pytest.raises(ValidationError, match="has ended"):
        decide(token, **said, code="123456")
    code = sent(approval)
    with pytest.raises(ValidationError, match="4 tries are left"):
        decide(token, **said, code=wrong(code))
    assert not Decision.objects.exists()
    made = decide(token, **said, code=f" {code[:3]} {code[3:]}")
    assert decide(token, **said, code=code) == made
    assert Code.objects.get().used_at


def test_five_tries_ten_minutes_and_the_newest_alone(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    approval, token = question(cast, purpose="milestone", by_code=True)
    said = {"kind": "approved", "version": approval.version, "name": "Ivana"}
    code = sent(approval)
    for _n in range(5):
        with pytest.raises(ValidationError):
            decide(token, **said, code=wrong(code))
    with pytest.raises(ValidationError, match="has ended"):
        decide(token, **said, code=code)
    with pytest.raises(ValidationError, match="a moment ago"):
        send_code(approval)
    now = clock.now()
    at = [now]
    monkeypatch.setattr(clock, "now", lambda: at[0])
    at[0] = now + timedelta(minutes=2)
    older = sent(approval)
    at[0] = now + timedelta(minutes=4)
    newer = sent(approval)
    if older != newer:
        with pytest.raises(ValidationError, match="not the code"):
            decide(token, **said, code=older)
    at[0] = now + timedelta(minutes=15)
    with pytest.raises(ValidationError, match="has ended"):
        decide(token, **said, code=newer)
    for _n in range(3):
        at[0] += timedelta(minutes=2)
        send_code(approval)
    at[0] += timedelta(minutes=2)
    with pytest.raises(ValidationError, match="in an hour"):
        send_code(approval)
    assert not Decision.objects.exists()
