from django.urls import path

from rapport.desk.questions import views

urlpatterns = [
    path("questions/", views.questions, name="questions"),
    path("clients/<int:pk>/questions/new/", views.question_new, name="question_new"),
    path("questions/<int:pk>/", views.question, name="question"),
    path("questions/<int:pk>/use/", views.question_use, name="question_use"),
    path("questions/<int:pk>/withdrawal/", views.question_withdraw, name="question_withdraw"),
    path("questions/<int:pk>/withdrawal/undo/", views.question_again, name="question_again"),
]
