from django.urls import path

from rapport.desk.me import views

urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/calendar/", views.new_feed, name="feed_new"),
    path("me/calendar/<int:pk>/", views.drop_feed, name="feed_end"),
    path("me/manners/", views.manners, name="manners"),
    path("me/absences/", views.new_absence, name="absence_new"),
    path("me/absences/<int:pk>/", views.end_absence, name="absence_end"),
]
