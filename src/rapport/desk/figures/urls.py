from django.urls import path

from rapport.desk.figures import views

urlpatterns = [
    path("clients/<int:pk>/results/", views.client_results, name="client_results"),
    path("clients/<int:pk>/results/files/", views.figures_bring, name="figures_bring"),
    path("clients/<int:pk>/results/files/<int:arrival>/back/", views.figures_back, name="figures_back"),
    path("clients/<int:pk>/results/sources/<int:feed>/", views.figures_rhythm, name="figures_rhythm"),
    path("clients/<int:pk>/results/tokens/", views.figures_token, name="figures_token"),
    path("clients/<int:pk>/results/tokens/end/", views.figures_token_end, name="figures_token_end"),
    path("clients/<int:pk>/results/targets/", views.target_set, name="target_set"),
    path("clients/<int:pk>/results/targets/<int:target>/withdrawal/", views.target_withdraw, name="target_withdraw"),
]
