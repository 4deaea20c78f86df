from django.urls import path

from rapport.desk.library import views

urlpatterns = [
    path("library/", views.library, name="library"),
    path("library/new/", views.saying_new, name="saying_new"),
    path("library/<int:pk>/", views.saying, name="saying"),
    path("library/<int:pk>/words/", views.saying_change, name="saying_change"),
    path("library/<int:pk>/removal/", views.saying_delete, name="saying_delete"),
    path("library/<int:pk>/removal/undo/", views.saying_restore, name="saying_restore"),
    path("library/<int:pk>/help/", views.saying_helped, name="saying_helped"),
    path("library/<int:pk>/help/undo/", views.saying_unhelped, name="saying_unhelped"),
]
