from django.urls import path

from rapport.desk.work import board, client_work, listing, load, matrix, month, recurrences

urlpatterns = [
    path("work/", listing.work, name="work"),
    path("work/board/", board.work_board, name="work_board"),
    path("work/matrix/", matrix.work_matrix, name="work_matrix"),
    path("work/calendar/", month.work_calendar, name="work_calendar"),
    path("clients/<int:pk>/work/", client_work.client_work, name="client_work"),
    path("work/again/", recurrences.recurrences, name="recurrences"),
    path("work/again/new/", recurrences.recurrence_own_new, name="recurrence_own_new"),
    path("work/again/<int:pk>/", recurrences.recurrence, name="recurrence"),
    path("work/again/<int:pk>/change/", recurrences.recurrence_change, name="recurrence_change"),
    path("work/again/<int:pk>/end/", recurrences.recurrence_end, name="recurrence_end"),
    path("clients/<int:pk>/again/new/", recurrences.recurrence_new, name="recurrence_new"),
    path("work/load/", load.load_page, name="load"),
    path("work/load/fits/", load.load_fits, name="load_fits"),
    path("work/load/<int:pk>/<str:monday>/", load.load_week, name="load_week"),
]
