from django.urls import path

from rapport.desk.news import views

urlpatterns = [
    path("news/", views.news, name="news"),
    path("news/new/", views.news_new, name="news_new"),
    path("news/<int:pk>/", views.news_one, name="news_one"),
    path("news/<int:pk>/change/", views.news_change, name="news_change"),
    path("news/<int:pk>/told/", views.news_tell, name="news_tell"),
    path("news/<int:pk>/told/undo/", views.news_untell, name="news_untell"),
    path("news/<int:pk>/withdrawal/", views.news_withdraw, name="news_withdraw"),
    path("news/<int:pk>/withdrawal/undo/", views.news_bring_back, name="news_bring_back"),
]
