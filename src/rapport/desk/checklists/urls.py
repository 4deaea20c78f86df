from django.urls import path

from rapport.desk.checklists import views

urlpatterns = [
    path("checklists/", views.checklists, name="checklists"),
    path("checklists/new/", views.new, name="checklist_new"),
    path("checklists/<int:pk>/delete/", views.delete, name="checklist_delete"),
    path("checklists/<int:pk>/steps/", views.new_step, name="step_new"),
    path("checklists/steps/<int:pk>/tick/", views.tick, name="step_tick"),
]
