from django.urls import path

from rapport.desk.plans import client_plan, deeds, milestones, views

urlpatterns = [
    path("clients/<int:pk>/plan/", client_plan.client_plan, name="client_plan"),
    path("clients/<int:pk>/plans/new/", views.plan_new, name="plan_new"),
    path("plans/<int:pk>/", views.plan, name="plan"),
    path("plans/<int:pk>/change/", views.plan_change, name="plan_change"),
    path("plans/<int:pk>/dates/", deeds.plan_settle, name="plan_settle"),
    path("plans/<int:pk>/end/", deeds.plan_close, name="plan_close"),
    path("plans/<int:pk>/opening/", deeds.plan_reopen, name="plan_reopen"),
    path("plans/<int:pk>/question/", deeds.plan_ask, name="plan_ask"),
    path("plans/<int:pk>/mark/", deeds.plan_mark, name="plan_mark"),
    path("plans/<int:pk>/milestones/new/", milestones.milestone_new, name="milestone_new"),
    path("milestones/<int:pk>/", milestones.milestone, name="milestone"),
    path("milestones/<int:pk>/change/", milestones.milestone_change, name="milestone_change"),
    path("milestones/<int:pk>/days/", milestones.milestone_move, name="milestone_move"),
    path("milestones/<int:pk>/beginning/", deeds.milestone_begin, name="milestone_begin"),
    path("milestones/<int:pk>/beginning/undo/", deeds.milestone_unbegin, name="milestone_unbegin"),
    path("milestones/<int:pk>/done/", deeds.milestone_done, name="milestone_done"),
    path("milestones/<int:pk>/done/undo/", deeds.milestone_undone, name="milestone_undone"),
    path("milestones/<int:pk>/removal/", deeds.milestone_remove, name="milestone_remove"),
    path("milestones/<int:pk>/removal/undo/", deeds.milestone_restore, name="milestone_restore"),
    path("milestones/<int:pk>/question/", deeds.milestone_ask, name="milestone_ask"),
]
