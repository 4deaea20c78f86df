from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "rapport.results"
    label = "results"
