"""Salesforce's exports of accounts, contacts and opportunities: the weekly data export (API names) and reports."""

from __future__ import annotations

from rapport.reckon.tables.sources.layout import SourceLayout

_DELETED = ("IsDeleted", "Is Deleted", "Deleted")
_MASTER = ("MasterRecordId", "Master Record ID")

ACCOUNTS = SourceLayout(
    "salesforce",
    "client",
    needs=(
        ("Id", "Account ID", "Account ID (18)"),
        ("Name", "Account Name"),
        ("IsDeleted", "MasterRecordId", "BillingCity", "BillingCountry", "OwnerId", "Billing City", "Account Owner"),
    ),
    never=("AccountId", "StageName", "Record ID", "LastName", "Last Name", "Opportunity Name", "Stage"),
    fields={
        "client.source_id": ("Id", "Account ID (18)", "Account ID"),
        "client.name": ("Name", "Account Name"),
        "client.deleted": _DELETED,
        "client.merged_into": _MASTER,
        "client.legal_number": ("AccountNumber", "Account Number", "VAT_Number__c", "VAT__c", "Tax_Number__c"),
        "client.phone": ("Phone", "Account Phone"),
        "client.web_site": ("Website",),
        "client.industry": ("Industry",),
        "client.tier": ("CustomerPriority__c", "Tier__c", "Rating"),
        "client.address": ("BillingStreet", "Billing Street", "ShippingStreet"),
        "client.postcode": ("BillingPostalCode", "Billing Zip/Postal Code", "ShippingPostalCode"),
        "client.city": ("BillingCity", "Billing City", "ShippingCity"),
        "client.region": ("BillingState", "Billing State/Province", "ShippingState"),
        "client.country": ("BillingCountryCode", "BillingCountry", "Billing Country", "ShippingCountry"),
        "client.keeper": ("Account Owner", "Owner.Email", "Owner.Name", "OwnerId"),
        "client.about": ("Description", "Account Description"),
        "client.spoken_on": ("LastActivityDate", "Last Activity"),
    },
)

CONTACTS = SourceLayout(
    "salesforce",
    "contact",
    needs=(
        ("Id", "Contact ID", "Contact ID (18)"),
        ("LastName", "Last Name"),
        ("AccountId", "Account ID", "IsDeleted", "Account Name"),
    ),
    never=("Record ID", "Task ID"),
    fields={
        "contact.source_id": ("Id", "Contact ID (18)", "Contact ID"),
        "contact.deleted": _DELETED,
        "contact.merged_into": _MASTER,
        "contact.company_ids": ("AccountId", "Account ID"),
        "contact.company_names": ("Account Name",),
        "contact.first_name": ("FirstName", "First Name"),
        "contact.last_name": ("LastName", "Last Name"),
        "contact.job": ("Title",),
        "contact.mail": ("Email",),
        "contact.phone": ("Phone", "MobilePhone", "Mobile"),
        "contact.birthday": ("Birthdate",),
        "contact.about": ("Description",),
    },
)

OPPORTUNITIES = SourceLayout(
    "salesforce",
    "deal",
    needs=(
        ("Id", "Opportunity ID"),
        ("StageName", "Stage"),
        ("Name", "Opportunity Name"),
        ("AccountId", "CloseDate", "Close Date"),
    ),
    fields={
        "deal.source_id": ("Id", "Opportunity ID"),
        "deal.title": ("Name", "Opportunity Name"),
        "deal.value": ("Amount",),
        "deal.currency": ("CurrencyIsoCode", "Opportunity Currency", "Amount Currency"),
        "deal.stage": ("StageName", "Stage"),
        "deal.created": ("CreatedDate", "Created Date"),
        "deal.close": ("CloseDate", "Close Date"),
        "deal.owner": ("OwnerId", "Opportunity Owner"),
        "deal.company_ids": ("AccountId",),
        "deal.company_names": ("Account Name",),
    },
)

LAYOUTS = (CONTACTS, OPPORTUNITIES, ACCOUNTS)

_CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def long_id(text: str) -> str:
    """The 18-character form of a 15-character id, which spells its capitals out, so that both name one record.

    >>> long_id("001A0000001abcD")
    '001A0000001abcDIAQ'
    >>> long_id("001A0000001abcDIAQ"), long_id("9001")
    ('001A0000001abcDIAQ', '9001')
    """
    if len(text) != 15 or not text.isalnum() or text.isdigit():
        return text
    tail = ""
    for start in (0, 5, 10):
        tail += _CHECK[sum(1 << n for n, letter in enumerate(text[start : start + 5]) if "A" <= letter <= "Z")]
    return text + tail
