from django.urls import path

from rapport.desk.keeping import changing, deleting, handing, merging, resting, showing, state

urlpatterns = [
    path("clients/deleted/", deleting.clients_deleted, name="clients_deleted"),
    path("clients/<int:pk>/facts/", showing.client_facts, name="client_facts"),
    path("clients/<int:pk>/change/", changing.client_change, name="client_change"),
    path("clients/<int:pk>/pause/", resting.client_pause, name="client_pause"),
    path("clients/<int:pk>/resumption/", resting.client_resume, name="client_resume"),
    path("clients/<int:pk>/parting/", resting.client_part, name="client_part"),
    path("clients/<int:pk>/deletion/", deleting.client_delete, name="client_delete"),
    path("clients/<int:pk>/restoration/", deleting.client_restore, name="client_restore"),
    path("clients/<int:pk>/merge/", merging.client_merge, name="client_merge"),
    path("clients/<int:pk>/unmerge/", merging.client_unmerge, name="client_unmerge"),
    path("clients/<int:pk>/handover/", handing.client_hand_over, name="client_hand_over"),
    path("clients/<int:pk>/cover/", handing.client_cover, name="client_cover"),
    path("clients/<int:pk>/cover/<int:keeper>/end/", handing.client_cover_end, name="client_cover_end"),
    path("clients/<int:pk>/state/", state.client_state, name="client_state"),
]
