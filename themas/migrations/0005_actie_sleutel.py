from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('themas', '0004_toezeggingen'),
    ]

    operations = [
        migrations.AddField(
            model_name='actie',
            name='sleutel',
            field=models.SlugField(default='', editable=False, max_length=20, verbose_name='sleutel'),
        ),
    ]
