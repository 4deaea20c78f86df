from django.urls import path

from rapport.desk.conflicts import deeds, views

urlpatterns = [
    path("clients/<int:pk>/conflicts/", views.client_conflicts, name="client_conflicts"),
    path("clients/<int:pk>/conflicts/new/", views.conflict_new, name="conflict_new"),
    path("conflicts/", views.conflicts, name="conflicts"),
    path("conflicts/new/", views.team_conflict_new, name="team_conflict_new"),
    path("conflicts/<int:pk>/", views.conflict, name="conflict"),
    path("conflicts/<int:pk>/words/", deeds.conflict_change, name="conflict_change"),
    path("conflicts/<int:pk>/decision/", deeds.conflict_decide, name="conflict_decide"),
    path("conflicts/<int:pk>/settlement/", deeds.conflict_settle, name="conflict_settle"),
    path("conflicts/<int:pk>/opening/", deeds.conflict_reopen, name="conflict_reopen"),
]
