from django.urls import path

from rapport.desk.briefs import views

urlpatterns = [
    path("clients/<int:pk>/briefs/new/", views.brief_new, name="brief_new"),
    path("briefs/<int:pk>/", views.brief, name="brief"),
    path("briefs/<int:pk>/change/", views.brief_change, name="brief_change"),
    path("briefs/<int:pk>/ready/", views.brief_ready, name="brief_ready"),
    path("briefs/<int:pk>/opening/", views.brief_open, name="brief_open"),
    path("briefs/<int:pk>/next/", views.brief_next, name="brief_next"),
    path("briefs/<int:pk>/question/", views.brief_ask, name="brief_ask"),
    path("briefs/<int:pk>/mark/", views.brief_mark, name="brief_mark"),
]
