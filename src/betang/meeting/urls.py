from __future__ import annotations

from django.urls import path

from betang.meeting.views import items, live, paper, prepare
from betang.meeting.views.alignment import agenda, demand, doubles, gaps, sent, titles
from betang.ui import codes  # noqa: F401  (registers <code:...>)

app_name = "meeting"
urlpatterns = [
    path("rakor/", prepare.meetings, name="meetings"),
    path("rakor/baru/", prepare.new, name="new"),
    path("rakor/permintaan/", demand.demand, name="demand"),
    path("rakor/permintaan/baris/<str:kind>/<code:key>/", demand.line, name="demand_line"),
    path("rakor/permintaan/agenda", agenda.put, name="demand_to_agenda"),
    path("rakor/permintaan/judul/", titles.titles, name="titles"),
    path("rakor/permintaan/judul/satukan", titles.merge, name="merge_titles"),
    path("rakor/permintaan/judul/pisahkan", titles.part, name="part_titles"),
    path("rakor/permintaan/judul/pakai", titles.accept, name="accept_title"),
    path("rakor/permintaan/kesenjangan/", gaps.gaps, name="demand_gaps"),
    path("rakor/permintaan/ganda/", doubles.doubles, name="doubles"),
    path("rakor/permintaan/kiriman/", sent.sent, name="sent"),
    path("rakor/<int:meeting>/", live.whole, name="meeting"),
    path("rakor/<int:meeting>/denyut/", live.pulse, name="pulse"),
    path("rakor/<int:meeting>/ubah/", prepare.change, name="change"),
    path("rakor/<int:meeting>/tindakan/", live.deed, name="deed"),
    path("rakor/<int:meeting>/tutup/", prepare.close, name="close"),
    path("rakor/<int:meeting>/buka-lagi/", prepare.reopen, name="reopen"),
    path("rakor/<int:meeting>/hadir/", prepare.attendance, name="attendance"),
    path("rakor/<int:meeting>/berita-acara/<str:form>/", paper.paper, name="paper"),
    path("rakor/<int:meeting>/butir/baru/", items.new, name="item_new"),
    path("rakor/<int:meeting>/butir/<int:item>/", items.item, name="item"),
    path("rakor/<int:meeting>/butir/<int:item>/sikap/<str:agency>/", items.voice, name="voice"),
    path("rakor/<int:meeting>/<str:agency>/", live.own, name="own"),
]
