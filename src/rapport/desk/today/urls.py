from django.urls import path

from rapport.desk.tasks.mine import home
from rapport.desk.today import views

urlpatterns = [
    path("", home, name="home"),
    path("today/", views.today, name="today"),
    path("today/tomorrow/", views.tomorrow, name="today_tomorrow"),
    path("today/done/", views.done, name="today_done"),
    path("today/team/", views.team, name="today_team"),
    path("today/changes/", views.changed, name="changes"),
    path("today/digest/", views.digest, name="digest"),
    path("today/rows/<slug:key>/", views.row, name="today_row"),
    path("today/clients/<int:pk>/words/", views.log_word, name="today_log"),
]
