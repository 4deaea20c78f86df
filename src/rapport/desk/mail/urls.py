from django.urls import path

from rapport.desk.mail import files, templates, views, writing

urlpatterns = [
    path("mail/", views.mail, name="mail"),
    path("mail/threads/<int:pk>/", views.thread, name="thread"),
    path("mail/messages/<int:pk>/", views.message, name="message"),
    path("mail/messages/<int:pk>/page/", files.message_html, name="message_html"),
    path("mail/messages/<int:pk>/original/", files.message_raw, name="message_raw"),
    path("mail/attachments/<int:pk>/", files.mail_attachment, name="mail_attachment"),
    path("mail/messages/<int:pk>/reply/", writing.reply, name="reply"),
    path("mail/messages/<int:pk>/answered/", writing.answered, name="message_answered"),
    path("mail/messages/<int:pk>/return/", writing.mail_return, name="mail_return"),
    path("mail/messages/<int:pk>/again/", writing.mail_again, name="mail_again"),
    path("clients/<int:pk>/mail/", writing.mail_new, name="mail_new"),
    path("mail/templates/", templates.mail_templates, name="mail_templates"),
    path("mail/templates/<int:pk>/", templates.mail_template, name="mail_template"),
    path("mail/templates/<int:pk>/removal/", templates.mail_template_delete, name="mail_template_delete"),
    path("mail/signatures/<int:pk>/", templates.mail_signature, name="mail_signature"),
]
