from django.urls import path

from rapport.desk.members import views

urlpatterns = [
    path("members/", views.members, name="members"),
    path("members/invite/", views.invite_member, name="member_invite"),
    path("members/<int:pk>/", views.member, name="member_change"),
    path("members/<int:pk>/invitation/", views.renew_invitation, name="member_invitation"),
    path("members/<int:pk>/invitation/end/", views.withdraw_invitation, name="member_invitation_end"),
    path("members/<int:pk>/second-step/end/", views.end_second_step, name="member_second_step_end"),
    path("teams/", views.new_team, name="team_new"),
    path("agency/", views.agency, name="agency"),
]
