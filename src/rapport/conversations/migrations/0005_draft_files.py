from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0004_dropped'),
        ('documents', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='draft',
            name='files',
            field=models.ManyToManyField(blank=True, related_name='+', to='documents.document'),
        ),
    ]
