from django.db import migrations

SEAT, SHARED, OWN = "conversations.participant", "invitation", "meeting_invitation"


def forward(apps, schema_editor):
    """Links of invitations to meetings get a purpose of their own: theirs was that of members."""
    apps.get_model("links", "Link").objects.filter(purpose=SHARED, subject=SEAT).update(purpose=OWN)


def backward(apps, schema_editor):
    apps.get_model("links", "Link").objects.filter(purpose=OWN, subject=SEAT).update(purpose=SHARED)


class Migration(migrations.Migration):

    dependencies = [("conversations", "0007_chats"), ("links", "0002_whose_they_are")]

    operations = [migrations.RunPython(forward, backward)]
