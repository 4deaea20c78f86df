from django.db import migrations

from rapport.catalogue.shipped_metrics import lay_out


def forward(apps, schema_editor):
    lay_out(apps.get_model("catalogue", "Metric"), apps.get_model("catalogue", "Service"))


class Migration(migrations.Migration):

    dependencies = [("catalogue", "0008_metrics")]

    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
