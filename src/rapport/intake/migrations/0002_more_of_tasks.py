"""What was remembered of ClickUp's columns learns those that have a place by now."""

from django.db import migrations

HEADERS = {
    "Priority": "priority",
    "Date Closed": "closed",
    "Date Done": "closed",
    "Date Updated": "updated",
    "Date updated": "updated",
    "Last Updated": "updated",
    "Folder Name/Path": "folder",
    "Folder Name": "folder",
    "Space Name": "space",
    "Time Estimated": "estimated",
    "Time Estimate": "estimated",
    "Time Spent": "spent",
    "Time Logged": "spent",
    "Checklists": "checklists",
    "Comments": "comments",
}


def learn(apps, schema_editor):
    Remembered = apps.get_model("intake", "RememberedMapping")
    for row in Remembered.objects.filter(source="clickup", kind="task"):
        known = set(row.mapping.values())
        row.mapping = {f: f"task.{k}" for f, k in HEADERS.items() if f"task.{k}" not in known} | row.mapping
        row.save(update_fields=["mapping"])


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]

    operations = [migrations.RunPython(learn, migrations.RunPython.noop)]
