"""Which folder is which: by the server's own word, else by the names mail programs give them, for imap beside it."""

from __future__ import annotations

from collections.abc import Iterable

from rapport.gateways.imap_wire import Listed

# \All, \Flagged and \Important show messages of other folders once more.
FLAGS = {
    "\\sent": "sent",
    "\\junk": "junk",
    "\\spam": "junk",
    "\\drafts": "drafts",
    "\\trash": "trash",
    "\\archive": "archive",
    "\\all": "view",
    "\\allmail": "view",
    "\\flagged": "view",
    "\\starred": "view",
    "\\important": "view",
}
# Of a folder without such a flag, the last part of its name. Languages: en hr sr sl sk cs pl ru uk de fr it es hu.
NAMES = {
    "sent": """sent | sent items | sent messages | sent mail | outbox sent | poslano | poslane poruke | poslana pošta |
        poslato | poslane stavke | poslani predmeti | odoslané | odoslaná pošta | odoslané položky | odeslané |
        odeslaná pošta | odeslané položky | wysłane | elementy wysłane | отправленные | отправлено | исходящие |
        отправленные письма | послато | надіслані | gesendet | gesendete objekte | gesendete elemente |
        gesendete nachrichten | envoyés | messages envoyés | éléments envoyés | inviata | posta inviata |
        elementi inviati | enviados | elementos enviados | elküldött | elküldött elemek""",
    "junk": """junk | junk e-mail | junk email | spam | bulk mail | neželjena pošta | neželjeno | bezvrijedna pošta |
        bezvredna pošta | nevyžiadaná pošta | nevyžádaná pošta | spamy | wiadomości-śmieci | спам |
        нежелательная почта | небажана пошта | junk-e-mail | werbung | courrier indésirable | pourriel |
        posta indesiderata | correo no deseado | levélszemét""",
    "drafts": """drafts | draft | skice | nacrti | osnutki | koncepty | rozpracované | rozepsané | wersje robocze |
        szkice | черновики | чернетки | entwürfe | brouillons | bozze | borradores | piszkozatok""",
    "trash": """trash | deleted | deleted items | deleted messages | bin | smeće | otpad | koš | izbrisano |
        izbrisane stavke | obrisano | izbrisani predmeti | kôš | vymazané | odstránené položky | odstraněná pošta |
        kosz | elementy usunięte | корзина | удаленные | удалённые | видалені | papierkorb | gelöscht |
        gelöschte objekte | gelöschte elemente | corbeille | éléments supprimés | cestino | posta eliminata | papelera |
        elementos eliminados | törölt elemek | kuka""",
    "archive": """archive | archives | arhiva | arhiv | archív | archiv | archiwum | архив | архів | archivio |
        archivo | archívum""",
}
BY_NAME = {" ".join(name.split()).casefold(): kind for kind, names in NAMES.items() for name in names.split("|")}


def kinds(folders: Iterable[Listed]) -> dict[str, str]:
    """Folder name → inbox, sent, junk, drafts, trash, archive, view (messages of others once more), or nothing.

    A name decides only for a kind that no folder claims by flag: "Sent" beside a flagged "Poslano" is a folder of
    somebody's own making.
    """
    folders = list(folders)
    flagged = {folder.name: kind for folder in folders if (kind := _by_flag(folder))}
    claimed = set(flagged.values())
    found = {}
    for folder in folders:
        by_name = BY_NAME.get(folder.leaf.casefold().strip(), "")
        found[folder.name] = flagged.get(folder.name) or (by_name if by_name not in claimed else "")
    return found


def _by_flag(folder: Listed) -> str:
    if folder.name.casefold() == "inbox":
        return "inbox"
    return next((FLAGS[flag] for flag in sorted(folder.flags) if flag in FLAGS), "")
