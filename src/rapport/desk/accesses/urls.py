from django.urls import path

from rapport.desk.accesses import drops, leaving, views

urlpatterns = [
    path("clients/<int:pk>/accesses/", views.client_accesses, name="client_accesses"),
    path("clients/<int:pk>/accesses/new/", views.access_new, name="access_new"),
    path("clients/<int:pk>/accesses/revocation/", leaving.accesses_revoke, name="accesses_revoke"),
    path("members/<int:pk>/accesses/", leaving.accesses_of_member, name="accesses_of_member"),
    path("accesses/<int:pk>/", views.access, name="access"),
    path("accesses/<int:pk>/facts/", views.access_change, name="access_change"),
    path("accesses/<int:pk>/state/", views.access_state, name="access_state"),
    path("accesses/<int:pk>/drops/", drops.drop_new, name="drop_new"),
    path("drops/<int:pk>/reveal/", drops.drop_reveal, name="drop_reveal"),
    path("drops/<int:pk>/end/", drops.drop_end, name="drop_end"),
]
