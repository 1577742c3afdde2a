from __future__ import annotations

from django.urls import path

from betang.targets.views import documents, links, targets
from betang.ui import codes  # noqa: F401  (registers <code:...>)

app_name = "targets"
urlpatterns = [
    path("peta/sasaran/", targets.tree, name="tree"),
    path("peta/sasaran/indikator/<code:target>/", targets.target, name="target"),
    path("peta/sasaran/indikator/<code:target>/misi/", targets.place, name="place"),
    path("peta/sasaran/indikator/<code:target>/usul/", links.propose, name="propose"),
    path("peta/sasaran/kaitan/", links.links, name="links"),
    path("peta/sasaran/kaitan/putuskan/", links.decide, name="decide"),
    path("peta/sasaran/kaitan/<int:link>/", links.link, name="link"),
    path("peta/sasaran/kaitan/<int:link>/ubah/", links.change, name="change"),
    path("peta/sasaran/kaitan/<int:link>/hapus/", links.remove, name="remove"),
    path("peta/sasaran/visi/", documents.visions, name="visions"),
    path("peta/sasaran/visi/baru/", documents.new, name="vision_new"),
    path("peta/sasaran/visi/<int:vision>/", documents.edit, name="vision"),
]
