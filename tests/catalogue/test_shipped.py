"""The nine services that come with a fresh installation."""

import pytest
from django.utils import translation

from rapport.catalogue.models import Edition, Metric, Saying, Service
from rapport.catalogue.shipped import SHIPPED, lay_out

pytestmark = pytest.mark.django_db


def test_a_fresh_installation_has_nine_services() -> None:
    Edition.objects.all().delete()
    Saying.objects.all().delete()
    Metric.objects.all().delete()
    Service.objects.all().delete()
    lay_out(Service)
    assert [service.key for service in Service.objects.all()] == list(SHIPPED)
    assert len(SHIPPED) == 9


@pytest.mark.parametrize("language", ["en", "hr", "sk", "ru"])
def test_each_service_is_named_and_described_in_every_language(language: str) -> None:
    lay_out(Service)
    with translation.override(language):
        for service in Service.objects.filter(key__in=SHIPPED):
            assert service.names[language] == service.name
            assert service.descriptions[language] == service.description
            assert len(service.description) > 20


def test_what_an_agency_has_changed_stays() -> None:
    lay_out(Service)
    Service.objects.filter(key="seo").update(names={"en": "Being found"})
    lay_out(Service)
    assert Service.objects.get(key="seo").name == "Being found"
