"""What a column may mean: every field an import knows, how its cells are read, and what it is called on screen."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.reckon.verdict import Reason, because


@dataclass(frozen=True, slots=True)
class Field:
    """`key` is "kind.name"; `reads` names the reader in records.py."""

    key: str
    reads: str
    label: Reason

    @property
    def kind(self) -> str:
        return self.key.partition(".")[0]

    @property
    def name(self) -> str:
        return self.key.partition(".")[2]


KINDS: dict[str, Reason] = {
    "client": because("Clients"),
    "contact": because("Contacts"),
    "deal": because("Deals"),
    "task": because("Tasks"),
    "activity": because("Activities"),
    "note": because("Notes"),
}
STORED = ("client", "contact", "task")  # the others are kept raw, to be taken up later by their source id
SEEN_TOGETHER = (
    ("task.status",), ("task.assignees",), ("task.space", "task.folder", "task.list"), ("task.status", "task.due"),
)  # fmt: skip
"""Fields whose cells are gathered while the file is looked through, since a person may have to say what they mean."""

_ALL = (
    Field("client.source_id", "id", because("Id in the source")),
    Field("client.name", "line", because("Client's name")),
    Field("client.legal_name", "line", because("Legal name")),
    Field("client.legal_number", "code", because("Legal number")),
    Field("client.mail", "mails", because("Client's mail")),
    Field("client.phone", "phones", because("Client's phone")),
    Field("client.web_site", "line", because("Web site")),
    Field("client.address", "line", because("Street and number")),
    Field("client.postcode", "code", because("Postcode")),
    Field("client.city", "line", because("City")),
    Field("client.region", "line", because("Region")),
    Field("client.country", "country", because("Country")),
    Field("client.industry", "line", because("Industry")),
    Field("client.tier", "tier", because("Tier")),
    Field("client.status", "status", because("Status")),
    Field("client.keeper", "line", because("Keeper (name or mail)")),
    Field("client.tags", "list", because("Tags")),
    Field("client.fee", "number", because("Monthly fee")),
    Field("client.currency", "currency", because("Currency of the fee")),
    Field("client.service", "line", because("Service")),
    Field("client.since", "date", because("Client since")),
    Field("client.spoken_on", "date", because("Last contact")),
    Field("client.language", "language", because("Client's language")),
    Field("client.zone", "zone", because("Time zone")),
    Field("client.potential", "potential", because("Potential (0 to 10)")),
    Field("client.about", "text", because("Notes on the client")),
    Field("client.deleted", "flag", because("Deleted in the source")),
    Field("client.merged_into", "id", because("Merged into (id in the source)")),
    Field("contact.source_id", "id", because("Contact's id in the source")),
    Field("contact.name", "line", because("Contact's full name")),
    Field("contact.first_name", "line", because("First name")),
    Field("contact.last_name", "line", because("Last name")),
    Field("contact.mail", "mails", because("Contact's mail")),
    Field("contact.phone", "phones", because("Contact's phone")),
    Field("contact.job", "line", because("Job")),
    Field("contact.birthday", "date", because("Birthday")),
    Field("contact.language", "language", because("Contact's language")),
    Field("contact.about", "text", because("Notes on the contact")),
    Field("contact.company_ids", "ids", because("Ids of the contact's companies")),
    Field("contact.company_names", "names", because("Names of the contact's companies")),
    Field("contact.deleted", "flag", because("Contact deleted in the source")),
    Field("contact.merged_into", "id", because("Contact merged into (id)")),
    Field("deal.source_id", "id", because("Deal's id in the source")),
    Field("deal.title", "line", because("Deal")),
    Field("deal.value", "number", because("Value of the deal")),
    Field("deal.currency", "currency", because("Currency of the deal")),
    Field("deal.stage", "line", because("Stage of the deal")),
    Field("deal.status", "line", because("Status of the deal")),
    Field("deal.created", "date", because("Deal created on")),
    Field("deal.close", "date", because("Deal closes on")),
    Field("deal.owner", "line", because("Owner of the deal")),
    Field("deal.company_ids", "ids", because("Ids of the deal's companies")),
    Field("deal.company_names", "names", because("Names of the deal's companies")),
    Field("deal.contact_ids", "ids", because("Ids of the deal's contacts")),
    Field("task.source_id", "id", because("Task's id in the source")),
    Field("task.title", "line", because("Task")),
    Field("task.text", "words", because("Text of the task")),
    Field("task.status", "line", because("Status of the task")),
    Field("task.priority", "priority", because("Priority of the task")),
    Field("task.created", "moment", because("Task created on")),
    Field("task.start", "moment", because("Task starts on")),
    Field("task.due", "moment", because("Task due on")),
    Field("task.closed", "moment", because("Task closed on")),
    Field("task.updated", "moment", because("Task last changed on")),
    Field("task.parent", "id", because("Task it belongs to (id)")),
    Field("task.assignees", "people", because("Who does the task")),
    Field("task.tags", "list", because("Tags of the task")),
    Field("task.list", "path", because("List of the task")),
    Field("task.folder", "path", because("Folder of the task")),
    Field("task.space", "path", because("Space of the task")),
    Field("task.estimated", "span", because("Time the task is reckoned to take")),
    Field("task.spent", "span", because("Time spent on the task")),
    Field("task.checklists", "checklists", because("Checklists of the task")),
    Field("task.comments", "comments", because("Comments on the task")),
    Field("activity.source_id", "id", because("Activity's id in the source")),
    Field("activity.subject", "line", because("Activity")),
    Field("activity.due", "date", because("Activity due on")),
    Field("activity.type", "line", because("Kind of activity")),
    Field("note.source_id", "id", because("Note's id in the source")),
    Field("note.text", "text", because("Note")),
)
FIELDS: dict[str, Field] = {field.key: field for field in _ALL}
