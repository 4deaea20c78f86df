from django.db import migrations

from rapport.catalogue.shipped import lay_out


def forward(apps, schema_editor):
    lay_out(apps.get_model("catalogue", "Service"))


class Migration(migrations.Migration):

    dependencies = [("catalogue", "0001_initial")]

    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
