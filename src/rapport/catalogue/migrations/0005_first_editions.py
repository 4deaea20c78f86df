from django.db import migrations

from rapport.catalogue.shipped_editions import lay_out


def forward(apps, schema_editor):
    lay_out(apps.get_model("catalogue", "Service"), apps.get_model("catalogue", "Edition"))


class Migration(migrations.Migration):

    dependencies = [("catalogue", "0004_drafts")]

    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
