from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meeting", "0002_titles")]

    operations = [
        # The name stays, and the trail has the code of the programme.
        migrations.RunSQL(
            "UPDATE meeting_titlegroup SET program_id = NULL WHERE ended_at IS NOT NULL",
            migrations.RunSQL.noop,
            elidable=True,
        ),
        migrations.AddConstraint(
            model_name="titlegroup",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_at__isnull", True), ("program__isnull", True), _connector="OR"),
                name="title_groups_parted_lets_go",
            ),
        ),
    ]
