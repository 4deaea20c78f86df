from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "rapport.links"
    label = "links"
