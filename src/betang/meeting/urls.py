from __future__ import annotations

from django.urls import path

from betang.meeting.views import items, live, paper, prepare

app_name = "meeting"
urlpatterns = [
    path("rakor/", prepare.meetings, name="meetings"),
    path("rakor/baru/", prepare.new, name="new"),
    path("rakor/<int:meeting>/", live.whole, name="meeting"),
    path("rakor/<int:meeting>/denyut/", live.pulse, name="pulse"),
    path("rakor/<int:meeting>/ubah/", prepare.change, name="change"),
    path("rakor/<int:meeting>/tindakan/", live.deed, name="deed"),
    path("rakor/<int:meeting>/tutup/", prepare.close, name="close"),
    path("rakor/<int:meeting>/buka-lagi/", prepare.reopen, name="reopen"),
    path("rakor/<int:meeting>/hadir/", prepare.attendance, name="attendance"),
    path("rakor/<int:meeting>/berita-acara/", paper.paper, name="paper"),
    path("rakor/<int:meeting>/butir/baru/", items.new, name="item_new"),
    path("rakor/<int:meeting>/butir/<int:item>/", items.item, name="item"),
    path("rakor/<int:meeting>/butir/<int:item>/sikap/<str:agency>/", items.voice, name="voice"),
    path("rakor/<int:meeting>/<str:agency>/", live.own, name="own"),
]
