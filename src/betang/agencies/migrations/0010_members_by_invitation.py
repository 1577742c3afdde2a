import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("agencies", "0006_cache")]

    operations = [
        migrations.AlterField(
            model_name="invitation",
            name="invited_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="invitations",
                to=settings.AUTH_USER_MODEL,
                verbose_name="diundang oleh",
            ),
        ),
        migrations.RemoveConstraint(model_name="member", name="members_period"),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="members_period"
            ),
        ),
    ]
