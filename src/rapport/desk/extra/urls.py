from django.urls import path

from rapport.desk.extra import deeds, views

urlpatterns = [
    path("clients/<int:pk>/extra/", views.client_extra, name="client_extra"),
    path("clients/<int:pk>/extra/new/", views.extra_new, name="extra_new"),
    path("extra/<int:pk>/", views.extra, name="extra"),
    path("extra/<int:pk>/words/", deeds.extra_change, name="extra_change"),
    path("extra/<int:pk>/telling/", deeds.extra_tell, name="extra_tell"),
    path("extra/<int:pk>/gift/", deeds.extra_gift, name="extra_gift"),
    path("extra/<int:pk>/refusal/", deeds.extra_refuse, name="extra_refuse"),
    path("extra/<int:pk>/result/", deeds.extra_end, name="extra_end"),
    path("extra/<int:pk>/opening/", deeds.extra_reopen, name="extra_reopen"),
]
