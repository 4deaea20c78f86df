from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('post', '0002_accounts'),
    ]

    operations = [
        migrations.AddField(
            model_name='outgoing',
            name='trouble',
            field=models.JSONField(null=True),
        ),
    ]
