from django.urls import path

from rapport.desk.reports import deeds, files, template, views

urlpatterns = [
    path("clients/<int:pk>/reports/", views.client_reports, name="client_reports"),
    path("clients/<int:pk>/reports/new/", views.report_new, name="report_new"),
    path("clients/<int:pk>/reports/template/", template.report_template, name="report_template"),
    path("reports/<int:pk>/", views.report, name="report"),
    path("reports/<int:pk>/page/", files.report_page, name="report_page"),
    path("reports/<int:pk>/report.pdf", files.report_pdf, name="report_pdf"),
    path("reports/<int:pk>/report.pptx", files.report_slides, name="report_slides"),
    path("reports/<int:pk>/parts/<int:part>/", deeds.report_part, name="report_part"),
    path("reports/<int:pk>/parts/<int:part>/writer/", deeds.report_part_ask, name="report_part_ask"),
    path("reports/<int:pk>/parts/<int:part>/out/", deeds.report_part_out, name="report_part_out"),
    path("reports/<int:pk>/parts/<int:part>/back/", deeds.report_part_back, name="report_part_back"),
    path("reports/<int:pk>/sign-off/", deeds.report_sign, name="report_sign"),
    path("reports/<int:pk>/opening/", deeds.report_open, name="report_open"),
    path("reports/<int:pk>/letters/", deeds.report_send, name="report_send"),
]
