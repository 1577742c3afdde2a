import betang.agencies.wall
import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


def each_agency_its_own(apps, schema_editor):
    """The sums of all agencies stood in one column of a table that whoever is inside may read."""
    alias = schema_editor.connection.alias
    MapRun, RunAgency = (apps.get_model("needs", name) for name in ("MapRun", "RunAgency"))
    RunAgency.objects.using(alias).bulk_create(
        RunAgency(run=run, agency_id=agency, raw_weight=weight, pairs=pairs)
        for run in MapRun.objects.using(alias).order_by("pk")
        for agency, (weight, pairs) in sorted(run.weights.items())
    )


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0005_walls'),
        ('needs', '0006_published_wall'),
    ]

    operations = [
        migrations.CreateModel(
            name='RunAgency',
            fields=[
                ('pk', models.CompositePrimaryKey('run_id', 'agency_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('raw_weight', models.DecimalField(decimal_places=0, max_digits=40, verbose_name='jumlah bobot')),
                ('pairs', models.BigIntegerField(verbose_name='pasangan dipersyaratkan')),
                ('idle_needs', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, null=True, size=None, verbose_name='kebutuhan tanpa angka')),
                ('agency', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='agencies.agency', verbose_name='pemerintahan')),
                ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='agencies', to='needs.maprun', verbose_name='penghitungan')),
            ],
            options={
                'verbose_name': 'catatan penghitungan',
                'verbose_name_plural': 'catatan penghitungan',
                'ordering': ('run', 'agency'),
            },
        ),
        migrations.AddConstraint(
            model_name='runagency',
            constraint=betang.agencies.wall.Wall(add=(), change=(), name='run_agencies_wall', read=('figures:agency',), remove=()),
        ),
        migrations.RunPython(each_agency_its_own, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(model_name='maprun', name='weights'),
        migrations.RemoveField(model_name='maprun', name='warnings'),
    ]
