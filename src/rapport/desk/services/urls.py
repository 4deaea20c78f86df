from django.urls import path

from rapport.desk.services import draft, service, views

urlpatterns = [
    path("services/", views.services, name="services"),
    path("services/new/", views.service_new, name="service_new"),
    path("services/<int:pk>/", service.service, name="service"),
    path("services/<int:pk>/words/", views.service_change, name="service_change"),
    path("services/<int:pk>/editions/<int:number>/", service.edition, name="edition"),
    path("services/<int:pk>/draft/", draft.draft, name="draft"),
    path("services/<int:pk>/draft/publication/", draft.draft_publish, name="draft_publish"),
    path("services/<int:pk>/draft/discarding/", draft.draft_discard, name="draft_discard"),
    path("services/<int:pk>/draft/description/", draft.draft_description, name="draft_description"),
    path("services/<int:pk>/draft/<slug:part>/new/", draft.draft_row_new, name="draft_row_new"),
    path("services/<int:pk>/draft/<slug:part>/<slug:row>/", draft.draft_row, name="draft_row"),
    path("services/<int:pk>/draft/<slug:part>/<slug:row>/place/", draft.draft_row_move, name="draft_row_move"),
    path("services/<int:pk>/draft/<slug:part>/<slug:row>/removal/", draft.draft_row_remove, name="draft_row_remove"),
]
