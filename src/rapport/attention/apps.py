from django.apps import AppConfig


class AttentionConfig(AppConfig):
    name = "rapport.attention"
    label = "attention"
