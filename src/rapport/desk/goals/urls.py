from django.urls import path

from rapport.desk.goals import views

urlpatterns = [
    path("clients/<int:pk>/goals/new/", views.goal_new, name="goal_new"),
    path("goals/<int:pk>/", views.goal, name="goal"),
    path("goals/<int:pk>/change/", views.goal_change, name="goal_change"),
    path("goals/<int:pk>/end/", views.goal_close, name="goal_close"),
    path("goals/<int:pk>/opening/", views.goal_reopen, name="goal_reopen"),
    path("goals/<int:pk>/mark/", views.goal_mark, name="goal_mark"),
]
