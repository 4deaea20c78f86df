"""Says what went wrong at a mail server, reading or sending, in plain words and what can be done: for people."""

from __future__ import annotations

from rapport.gateways.door import Trouble
from rapport.reckon.verdict import Reason, because


def in_words(trouble: Trouble) -> Reason:
    """The sentence for a visit to read; the next visit comes by itself.

    >>> from rapport.gateways.door import Door
    >>> in_words(Trouble("unreachable", Door("mail.adria.example", 993))).plain()
    'mail.adria.example does not answer. We try again by ourselves.'
    """
    host = trouble.host
    match trouble.kind:
        case "unreachable":
            return because("{host} does not answer. We try again by ourselves.", host=host)
        case "too_many_connections":
            return because("{host} wants a pause. We try again by ourselves.", host=host)
        case "cut":
            return because("The connection to {host} broke in the middle. We go on where it broke.", host=host)
    return _at_the_door(trouble) or because(
        "{host} answered with an error of its own. We try again by ourselves.", host=host
    )


def why_not_sent(trouble: Trouble) -> Reason:
    """The sentence for a letter that did not go out; whether it is tried again is not said here.

    >>> from rapport.gateways.door import Door
    >>> why_not_sent(Trouble("recipients_refused", Door("mail.adria.example", 587), "550 no such mailbox")).plain()
    'mail.adria.example refuses every address it goes to: “550 no such mailbox”'
    """
    host, words = trouble.host, trouble.words
    match trouble.kind:
        case "unreachable":
            return because("{host} does not answer.", host=host)
        case "too_many_connections":
            return because("{host} wants a pause.", host=host)
        case "cut":
            return because("The connection to {host} broke before the mail was taken.", host=host)
        case "bad_address":
            return because("One of the addresses cannot be written to: “{words}”", words=words)
        case "sender_refused":
            return because("{host} does not send for this sender: “{words}”", host=host, words=words)
        case "recipients_refused":
            return because("{host} refuses every address it goes to: “{words}”", host=host, words=words)
        case "message_refused":
            return because("{host} does not take this mail: “{words}”", host=host, words=words)
        case "too_large":
            return because("{host} does not take a mail of this size.", host=host)
        case "in_doubt":
            return because(
                "The connection to {host} broke as the mail was handed over: it may have gone out. Ask its reader "
                "before you send it again.", host=host
            )  # fmt: skip
    return _at_the_door(trouble) or because("{host} answered with an error: “{words}”", host=host, words=words)


def _at_the_door(trouble: Trouble) -> Reason | None:
    """What only a person can mend, the same in both directions."""
    host = trouble.host
    match trouble.kind:
        case "no_such_host":
            return because("The name {host} leads nowhere. Check how it is written.", host=host)
        case "certificate":
            return because("{host} cannot prove that it is the server named. Nothing was sent to it.", host=host)
        case "no_encryption":
            return because("{host} does not offer the encryption that was chosen.", host=host)
        case "refused_password":
            return because(
                "{host} does not take the user name or the password. Some servers want an app password.", host=host
            )
        case "refused_token":
            return because("{host} does not take the OAuth2 token any more. Enter a new one.", host=host)
        case "no_way_in":
            return because("{host} does not take this kind of key.", host=host)
    return None
