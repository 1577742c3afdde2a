from __future__ import annotations

from django.urls import path

from betang.people.views import corrections, employees, grants, members

app_name = "people"
urlpatterns = [
    path("data/pegawai/", employees.employees, name="employees"),
    path("data/perbaikan/", corrections.corrections, name="corrections"),
    path("data/perbaikan/<int:correction>/", corrections.answer, name="correction"),
    path("saya/perbaikan/<str:subject>/", corrections.ask, name="ask_correction"),
    path("pengaturan/anggota/", members.members, name="members"),
    path("pengaturan/anggota/undang/", members.invite, name="invite"),
    path("pengaturan/anggota/undangan/<int:invitation>/", members.invitation, name="invitation"),
    path("pengaturan/anggota/<int:member>/akhiri/", members.end, name="member_end"),
    path("pengaturan/anggota/<int:member>/langkah-kedua/", members.reset, name="member_reset"),
    path("pengaturan/izin/", grants.grants, name="grants"),
    path("pengaturan/izin/beri/", grants.give, name="give"),
    path("pengaturan/izin/<int:grant>/", grants.grant, name="grant"),
    path("pengaturan/izin/<int:grant>/cabut/", grants.withdraw, name="grant_withdraw"),
]
