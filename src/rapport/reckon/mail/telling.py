"""Whether a message was written by a person: automatic, a bounce, or from a list. For who began, and against loops."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapport.reckon.mail.headers import eight_bit
from rapport.reckon.mail.parts import Part

_NOBODY = re.compile(
    r"(?:^|[._+-])(?:no[-_.]?reply|do[-_]?not[-_]?reply|bounces?|mailer-daemon|auto-?reply|autoresponder|"
    r"daemon)(?:$|[._+-])"
)
_POSTMEN = re.compile(r"(?:mailer-daemon|postmaster|mail-daemon|maildaemon|mdaemon)(?:$|[+.-])")
_AWAY = re.compile(
    r"\s*(?:(?:re|aw|odg|odp|sv|vs|ответ)\s*:\s*)?(?:auto(?:matic|mated)?[ -]?(?:reply|response)|auto:|"
    r"out of (?:the )?office|\(?(?:ooo|oof)\b|vacation (?:reply|message)|automatsk[ai] (?:odgovor|poruka)|"
    r"automatick[áý] odpov|neprítomnosť|nepřítomnost|mimo kancel[aá]ri|izvan ureda|автоматический ответ|автоответ|"
    r"вне офиса|abwesenheits|automatische antwort|automatisch antwoord|réponse automatique|absence du bureau|"
    r"respuesta automática|risposta automatica|resposta automática|automatiskt? svar|autosvar|automaattinen vastaus|"
    r"automatyczna odpowiedź|automatikus válasz|răspuns automat|otomatik yanıt|自动回复|自動回覆|自動返信|자동 회신)",
    re.IGNORECASE,
)
_FAILED = re.compile(
    r"undeliver|delivery (?:status notification|has failed|failure|problem)|returned mail|"
    r"mail delivery (?:failed|system)|"
    r"failure notice|message not delivered|nije isporučen|nedoručiteľn|nedoručiteln|не доставлено|unzustellbar|"
    r"non remis|no se puede entregar|mancata consegna",
    re.IGNORECASE,
)
_ANSWERERS = ("x-autoreply", "x-autorespond", "x-auto-reply", "x-autoresponder", "x-vacation")
_LISTS = ("list-id", "list-unsubscribe", "list-post", "x-mailing-list", "list-help")


@dataclass(frozen=True, slots=True)
class Told:
    is_automatic: bool
    is_bounce: bool
    is_list: bool


def tell(root: Part, mail: str, subject: str) -> Told:
    """Judge by the header alone; `mail` is the sender's address in small letters.

    RFC 3834 (Auto-Submitted), RFC 3464 (reports of delivery), RFC 2369 and 2919 (lists), and what programs write
    besides. A bounce is automatic too; mail from a list need not be.

    >>> tell(Part([("auto-submitted", b"auto-replied")], "text/plain", {}, b""), "ana@adria.hr", "Away")
    Told(is_automatic=True, is_bounce=False, is_list=False)
    """
    said = {name: eight_bit(value[:1000]).strip().lower() for name, value in reversed(root.fields)}
    local = mail.partition("@")[0]
    bounce = _is_bounce(root, said, local, subject)
    return Told(
        is_automatic=bounce or _is_automatic(root, said, local, subject),
        is_bounce=bounce,
        is_list=any(name in said for name in _LISTS) or said.get("precedence", "") in ("list", "bulk"),
    )


def _is_bounce(root: Part, said: dict[str, str], local: str, subject: str) -> bool:
    if root.kind == "multipart/report" and root.parameters.get("report-type", "").lower() in ("delivery-status", ""):
        return True
    if "x-failed-recipients" in said or any(part.kind == "message/delivery-status" for part in root.parts):
        return True
    from_nobody = said.get("return-path", "?") in ("<>", "") or bool(_POSTMEN.match(local))
    return from_nobody and bool(_FAILED.search(subject[:300]))


def _is_automatic(root: Part, said: dict[str, str], local: str, subject: str) -> bool:
    if said.get("auto-submitted", "no").partition(";")[0].strip() not in ("no", ""):
        return True
    if any(name in said for name in _ANSWERERS) or said.get("return-path", "") == "<>":
        return True
    if root.kind == "multipart/report" or said.get("precedence", "") in ("auto_reply", "auto-reply", "junk"):
        return True
    return bool(_NOBODY.search(local) or _POSTMEN.match(local) or _AWAY.match(subject[:200]))
