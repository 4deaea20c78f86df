from django.urls import path

from rapport.desk.people import cards, views

urlpatterns = [
    path("clients/<int:pk>/people/", views.client_people, name="client_people"),
    path("clients/<int:pk>/people/cards.vcf", cards.client_cards, name="client_cards"),
    path("clients/<int:pk>/people/cards/", cards.client_cards_in, name="client_cards_in"),
    path("clients/<int:pk>/people/new/", views.contact_new, name="contact_new"),
    path("clients/<int:pk>/people/<int:contact>/", views.contact, name="contact"),
    path("clients/<int:pk>/people/<int:contact>/change/", views.contact_change, name="contact_change"),
    path("clients/<int:pk>/people/<int:contact>/deletion/", views.contact_delete, name="contact_delete"),
    path("clients/<int:pk>/people/<int:contact>/restoration/", views.contact_restore, name="contact_restore"),
    path("clients/<int:pk>/notes/", views.note_new, name="note_new"),
    path("clients/<int:pk>/notes/<int:note>/deletion/", views.note_delete, name="note_delete"),
    path("clients/<int:pk>/notes/<int:note>/restoration/", views.note_restore, name="note_restore"),
]
