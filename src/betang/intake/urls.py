from __future__ import annotations

from django.urls import path

from betang.intake.views import arriving, batch, deeds, explained, problems, templates

app_name = "intake"
urlpatterns = [
    path("data/kiriman/", arriving.batches, name="batches"),
    path("data/kiriman/jenis/", templates.kinds, name="kinds"),
    path("data/kiriman/jenis/<str:kind>/", templates.kind, name="kind"),
    path("data/kiriman/jenis/<str:kind>/templat.xlsx", templates.template, name="template"),
    path("data/kiriman/ditegaskan/", explained.explained, name="explained"),
    path("data/kiriman/ditegaskan/ejaan/<int:alias>/hapus/", explained.drop_spelling, name="drop_spelling"),
    path("data/kiriman/ditegaskan/judul/<int:column>/hapus/", explained.forget_heading, name="forget_heading"),
    path("data/kiriman/<int:batch>/", batch.batch, name="batch"),
    path("data/kiriman/<int:batch>/masalah/", problems.problems, name="problems"),
    path("data/kiriman/<int:batch>/ditolak.xlsx", problems.refused, name="refused"),
    path("data/kiriman/<int:batch>/jelaskan/", deeds.explain, name="explain"),
    path("data/kiriman/<int:batch>/tegaskan/", deeds.confirm, name="confirm"),
    path("data/kiriman/<int:batch>/simpan/", deeds.store, name="store"),
    path("data/kiriman/<int:batch>/batalkan/", deeds.discard, name="discard"),
    path("data/kiriman/<int:batch>/tarik/", deeds.undo, name="undo"),
    path("data/kiriman/<int:batch>/periksa/", deeds.again, name="again"),
]
