from django.urls import path

from rapport.desk.questionnaires import deeds, views

urlpatterns = [
    path("questionnaires/<int:pk>/", views.questionnaire, name="questionnaire"),
    path("questionnaires/<int:pk>/answers/", views.questionnaire_fill, name="questionnaire_fill"),
    path("questionnaires/<int:pk>/files/<int:file>/", views.questionnaire_file, name="questionnaire_file"),
    path("questionnaires/<int:pk>/letter/", deeds.questionnaire_send, name="questionnaire_send"),
    path("questionnaires/<int:pk>/links/", deeds.questionnaire_take_back, name="questionnaire_take_back"),
    path("questionnaires/<int:pk>/closing/", deeds.questionnaire_close, name="questionnaire_close"),
    path("questionnaires/<int:pk>/opening/", deeds.questionnaire_open, name="questionnaire_open"),
    path("questionnaires/<int:pk>/parts/<int:part>/end/", deeds.questionnaire_part_end, name="questionnaire_part_end"),
]
