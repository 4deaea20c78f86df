from django.urls import path

from rapport.desk.team import views

urlpatterns = [
    path("team/", views.team, name="team"),
    path("team/absences/", views.new_absence, name="team_absence"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/again/", views.outbox_again, name="outbox_again"),
]
