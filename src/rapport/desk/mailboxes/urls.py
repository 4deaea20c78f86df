from django.urls import path

from rapport.desk.mailboxes import views

urlpatterns = [
    path("mailboxes/", views.mailboxes, name="mailboxes"),
    path("mailboxes/new/", views.new, name="mailbox_new"),
    path("mailboxes/<int:pk>/", views.one, name="mailbox"),
    path("mailboxes/<int:pk>/change/", views.change, name="mailbox_change"),
    path("mailboxes/<int:pk>/retry/", views.retried, name="mailbox_retry"),
    path("mailboxes/<int:pk>/reread/", views.read_again, name="mailbox_reread"),
    path("mailboxes/folders/<int:pk>/", views.folder, name="mailbox_folder"),
    path("mailboxes/<int:pk>/end/", views.end, name="mailbox_end"),
    path("mailboxes/files/", views.dropped_file, name="mail_drop"),
    path("mailboxes/files/<int:pk>/", views.file, name="mail_file"),
]
