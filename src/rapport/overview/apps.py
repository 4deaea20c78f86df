from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "rapport.overview"
    label = "overview"
