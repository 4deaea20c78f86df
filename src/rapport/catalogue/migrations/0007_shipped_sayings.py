from django.db import migrations

from rapport.catalogue.shipped_sayings import lay_out


def forward(apps, schema_editor):
    lay_out(apps.get_model("catalogue", "Saying"), apps.get_model("catalogue", "Service"))


class Migration(migrations.Migration):

    dependencies = [("catalogue", "0006_sayings_once")]

    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
