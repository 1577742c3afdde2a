import betang.agencies.wall
from django.conf import settings
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0011_walls_of_signing_in'),
        ('intake', '0001_batches'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='batch',
            name='batches_wall',
        ),
        migrations.RemoveConstraint(
            model_name='batchpart',
            name='batch_parts_wall',
        ),
        migrations.RemoveConstraint(
            model_name='batchproblem',
            name='batch_problems_wall',
        ),
        migrations.RemoveConstraint(
            model_name='difference',
            name='differences_wall',
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=betang.agencies.wall.Wall(add=('edit:agency', 'self:received_by&enters:agency'), change=('edit:agency', 'self:received_by&enters:agency'), name='batches_wall', read=('edit:agency', 'trail:agency', 'self:received_by&enters:agency'), remove=()),
        ),
        migrations.AddConstraint(
            model_name='batchpart',
            constraint=betang.agencies.wall.Wall(add=('edit:agency', 'sent:batch&enters:agency'), change=('edit:agency', 'sent:batch&enters:agency'), name='batch_parts_wall', read=('edit:agency', 'sent:batch&enters:agency'), remove=('edit:agency', 'sent:batch&enters:agency')),
        ),
        migrations.AddConstraint(
            model_name='batchproblem',
            constraint=betang.agencies.wall.Wall(add=('edit:agency', 'sent:batch&enters:agency'), change=('edit:agency', 'sent:batch&enters:agency'), name='batch_problems_wall', read=('edit:agency', 'sent:batch&enters:agency'), remove=('edit:agency', 'sent:batch&enters:agency')),
        ),
        migrations.AddConstraint(
            model_name='difference',
            constraint=betang.agencies.wall.Wall(add=('edit:agency', 'sent:batch&enters:agency'), change=('edit:agency', 'sent:batch&enters:agency'), name='differences_wall', read=('edit:agency', 'sent:batch&enters:agency'), remove=('edit:agency', 'sent:batch&enters:agency')),
        ),
    ]
