"""A browser in which a contact has come into the portal: for the tests of its pages."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import Client as Browser

from rapport.portal.visit import COOKIE, begin
from rapport.portfolio.models import Contact
from rapport.portfolio.welcome import mails_of


def as_contact(contact: Contact, browser: Browser | None = None) -> Browser:
    """The contact needs a mail address (`tests.approvals.asking.person` gives one)."""
    answer = HttpResponse()
    begin(answer, contact, mails_of(contact)[0])
    browser = browser or Browser(raise_request_exception=False)
    browser.cookies[COOKIE] = answer.cookies[COOKIE].value
    return browser
