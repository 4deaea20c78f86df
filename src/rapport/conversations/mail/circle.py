"""Who is who, for a batch of messages: our addresses, the address book, keepers, and who was said to be no client's."""

from __future__ import annotations

from rapport.agency.addresses import Ours, ours
from rapport.agency.models import Agency, Member
from rapport.conversations.mail.models import Mailbox, NotAClients
from rapport.portfolio.address_book import AddressBook
from rapport.portfolio.models import Keeper
from rapport.post.models import Account


class Circle:
    """What it was asked is kept: hold one for a batch only, and let it forget when something was learnt."""

    def __init__(self) -> None:
        boxes = Mailbox.objects.values_list("address", "member")
        self.ours: Ours = ours([*boxes, *Account.objects.values_list("address", "member")])
        self.agency = Agency.ours()
        self.book = AddressBook()
        self._not_clients: dict[int | None, set[str]] = {}
        self._keepers: dict[int, list[Keeper]] = {}

    def is_no_clients(self, address: str, mailbox: Mailbox | None) -> bool:
        key = mailbox.pk if mailbox else None
        if key not in self._not_clients:
            rows = NotAClients.objects.filter(mailbox=mailbox).values_list("address", flat=True)
            self._not_clients[key] = set(rows)
        return address in self._not_clients[key]

    def keepers_of(self, client_id: int) -> list[Keeper]:
        """Keeper, deputy and cover of a client as of now."""
        if client_id not in self._keepers:
            rows = Keeper.objects.current().filter(client=client_id).select_related("member")
            self._keepers[client_id] = list(rows)
        return self._keepers[client_id]

    def keeper_of(self, client_id: int) -> Member | None:
        return next((row.member for row in self.keepers_of(client_id) if row.part == Keeper.Part.KEEPER), None)
