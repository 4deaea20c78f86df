from django.urls import path

from rapport.desk.findings import deeds, views

urlpatterns = [
    path("clients/<int:pk>/findings/", views.client_findings, name="client_findings"),
    path("findings/<int:pk>/", views.finding, name="finding"),
    path("findings/<int:pk>/task/", deeds.finding_ask, name="finding_ask"),
    path("findings/<int:pk>/mail/", deeds.finding_write, name="finding_write"),
    path("findings/<int:pk>/known/", deeds.finding_known, name="finding_known"),
    path("findings/<int:pk>/wrong/", deeds.finding_wrong, name="finding_wrong"),
    path("findings/<int:pk>/opening/", deeds.finding_reopen, name="finding_reopen"),
]
