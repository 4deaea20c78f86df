from django.apps import AppConfig


class StoriesConfig(AppConfig):
    name = "rapport.stories"
    label = "stories"
