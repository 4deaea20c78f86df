from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "rapport.post"
    label = "post"
