from django.urls import path

from rapport.desk.chats import views

urlpatterns = [
    path("chats/<int:pk>/", views.file, name="chat_file"),
    path("chats/<int:pk>/dates/", views.dates, name="chat_dates"),
    path("chats/<int:pk>/undo/", views.undone, name="chat_undo"),
    path("chats/whose/<int:pk>/", views.whose, name="chat_whose"),
]
