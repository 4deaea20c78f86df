from django.apps import AppConfig


class AgencyConfig(AppConfig):
    name = "rapport.agency"
    label = "agency"
