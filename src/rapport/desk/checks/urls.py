from django.urls import path

from rapport.desk.checks import views

urlpatterns = [
    path("library/spelling/", views.spelling, name="spelling"),
    path("library/spelling/words/", views.spelling_word, name="spelling_word"),
    path("library/spelling/words/<int:pk>/", views.spelling_forget, name="spelling_forget"),
    path("versions/<int:pk>/spelling/", views.version_spelling, name="version_spelling"),
]
