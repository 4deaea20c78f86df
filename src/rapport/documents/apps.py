from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "rapport.documents"
    label = "documents"
