from django.urls import path

from rapport.desk.approvals import asking, listing, views

urlpatterns = [
    path("approvals/<int:pk>/", views.approval, name="approval"),
    path("approvals/<int:pk>/again/", views.approval_again, name="approval_again"),
    path("approvals/<int:pk>/withdrawal/", views.approval_withdraw, name="approval_withdraw"),
    path("approvals/<int:pk>/files/<int:number>/", views.approval_file, name="approval_file"),
    path("clients/<int:pk>/approvals/", listing.client_approvals, name="client_approvals"),
    path("clients/<int:pk>/approvals/new/", asking.approval_new, name="approval_new"),
    path("clients/<int:pk>/links/", views.client_links, name="client_links"),
    path("clients/<int:pk>/links/<int:link>/removal/", views.link_take_back, name="link_take_back"),
]
