from django.urls import path

from rapport.desk.engagements import views

urlpatterns = [
    path("clients/<int:pk>/services/", views.client_services, name="client_services"),
    path("clients/<int:pk>/engagements/new/", views.engagement_new, name="engagement_new"),
    path("clients/<int:pk>/engagements/<int:engagement>/", views.engagement_change, name="engagement_change"),
    path("clients/<int:pk>/crew/", views.crew_add, name="crew_add"),
    path("clients/<int:pk>/crew/<int:crew>/end/", views.crew_remove, name="crew_remove"),
    path("clients/<int:pk>/lines/", views.direct_line_new, name="direct_line_new"),
    path("clients/<int:pk>/lines/<int:line>/end/", views.direct_line_end, name="direct_line_end"),
]
