from django.urls import path

from rapport.desk.papers import deeds, views

urlpatterns = [
    path("clients/<int:pk>/files/", views.client_files, name="client_files"),
    path("clients/<int:pk>/files/new/", deeds.paper_new, name="paper_new"),
    path("clients/<int:pk>/folders/new/", deeds.folder_new, name="folder_new"),
    path("folders/<int:pk>/", deeds.folder, name="folder"),
    path("folders/<int:pk>/removal/", deeds.folder_delete, name="folder_delete"),
    path("folders/<int:pk>/return/", deeds.folder_restore, name="folder_restore"),
    path("papers/<int:pk>/", views.paper, name="paper"),
    path("papers/<int:pk>/version/", deeds.paper_version, name="paper_version"),
    path("papers/<int:pk>/change/", deeds.paper_change, name="paper_change"),
    path("papers/<int:pk>/removal/", deeds.paper_delete, name="paper_delete"),
    path("papers/<int:pk>/return/", deeds.paper_restore, name="paper_restore"),
    path("papers/<int:pk>/shown/", deeds.paper_show, name="paper_show"),
    path("papers/<int:pk>/hidden/", deeds.paper_hide, name="paper_hide"),
    path("files/<int:pk>/", views.version_file, name="version_file"),
    path("files/<int:pk>/picture/", views.version_picture, name="version_picture"),
]
