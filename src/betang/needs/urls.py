from __future__ import annotations

from django.urls import path

from betang.needs.views import counting, evidence, government, people, province
from betang.needs.views.audit import page as audit_page
from betang.needs.views.first_hour import lists as first_hour_lists
from betang.needs.views.first_hour import page as first_hour
from betang.needs.views.first_hour import paper, workbooks
from betang.needs.views.flow import days, item, listing, offices, papers, steps
from betang.needs.views.home.page import home
from betang.needs.views.papers import page as documents
from betang.needs.views.papers import take
from betang.needs.views.papers import templates as document_templates
from betang.needs.views.record import files, page
from betang.needs.views.talk import grid, own, partner
from betang.needs.views.talk import layers as talk_layers
from betang.needs.views.talk import objections as talk_objections
from betang.ui import codes  # noqa: F401  (registers <code:...>)

app_name = "needs"
urlpatterns = [
    path("", home, name="home"),
    path("peta/hitung", counting.count_map, name="count_map"),
    path("peta/", province.overview, name="province"),
    path("peta/panas/", province.heat, name="heat"),
    path("peta/prioritas/", province.priorities, name="priorities"),
    path("peta/ukur-dulu/", province.measure_first, name="measure_first"),
    path("peta/kompetensi/<code:competency>/", province.competency, name="competency"),
    path("peta/pemerintah/<code:agency>/", government.agency, name="agency"),
    path("peta/pemerintah/<code:agency>/prioritas/", government.priorities, name="agency_priorities"),
    path("peta/pemerintah/<code:agency>/ukur-dulu/", government.measure_first, name="agency_measure_first"),
    path(
        "peta/pemerintah/<code:agency>/kompetensi/<code:competency>/",
        people.agency_competency,
        name="agency_competency",
    ),
    path("peta/unit/<int:unit>/", government.unit, name="unit"),
    path("peta/unit/<int:unit>/kompetensi/<code:competency>/", people.unit_competency, name="unit_competency"),
    path("peta/orang/<int:person>/", evidence.person, name="person"),
    path("data/jam-pertama/", first_hour.first_hour, name="first_hour"),
    path("data/jam-pertama/pegawai/", first_hour_lists.people, name="first_hour_people"),
    path("data/jam-pertama/cetak.pdf", paper.paper, name="first_hour_pdf"),
    path("data/jam-pertama/buku-kerja", workbooks.workbooks, name="first_hour_workbooks"),
    path("kebutuhan/", listing.listing, name="flow"),
    path("kebutuhan/langkah", steps.take, name="flow_step"),
    path("kebutuhan/butir/<int:need>/", item.need, name="flow_need"),
    path("kebutuhan/butir/<int:need>/ubah/", item.change_need, name="flow_need_change"),
    path("kebutuhan/usulan/<int:proposal>/", item.proposal, name="flow_proposal"),
    path("kebutuhan/usulan/<int:proposal>/ubah/", item.change_proposal, name="flow_proposal_change"),
    path("kebutuhan/formulir/", offices.offices, name="flow_forms"),
    path("kebutuhan/formulir/kirim", offices.send, name="flow_send"),
    path("kebutuhan/formulir/<int:unit>/ajukan/", offices.submit, name="flow_submit"),
    path("kebutuhan/tenggat/", days.days, name="flow_days"),
    path("kebutuhan/tenggat/simpan", days.set_days, name="flow_set_days"),
    path("kebutuhan/tenggat/tahun", days.set_year, name="flow_set_year"),
    path("kebutuhan/keputusan/", papers.papers, name="flow_papers"),
    path("kebutuhan/keputusan/<int:paper>/pindaian.pdf", papers.scan, name="flow_scan"),
    path("kebutuhan/dokumen/", documents.documents, name="documents"),
    *(
        path(
            f"kebutuhan/dokumen/unit/<int:unit>/{short}.<slug:form>", take.of_office, {"kind": kind}, f"document_{kind}"
        )
        for short, kind in (("f1", "inventory"), ("f2", "verification"))
    ),
    *(
        path(
            f"kebutuhan/dokumen/pemerintah/<code:agency>/{short}.<slug:form>",
            take.of_government,
            {"kind": kind},
            f"document_{kind}",
        )
        for short, kind in (
            ("berita-acara-verifikasi", "minutes_verification"),
            ("berita-acara-validasi", "minutes_validation"),
            ("keputusan", "decree"),
            ("daftar-per-nip", "national_table"),
        )
    ),
    path("kebutuhan/dokumen/pegawai/<int:person>/rencana.<slug:form>", take.of_person, name="document_person"),
    path("kebutuhan/dokumen/templat/", document_templates.listing, name="document_templates"),
    path(
        "kebutuhan/dokumen/templat/versi/<int:template>.docx",
        document_templates.earlier,
        name="document_template_earlier",
    ),
    path("kebutuhan/dokumen/templat/<slug:document>/", document_templates.template, name="document_template"),
    path(
        "kebutuhan/dokumen/templat/<slug:document>/templat.docx",
        document_templates.current,
        name="document_template_current",
    ),
    path(
        "kebutuhan/dokumen/templat/<slug:document>/contoh.<slug:form>",
        document_templates.sample,
        name="document_template_sample",
    ),
    path("kebutuhan/audit/", audit_page.audit, name="audit"),
    path("kebutuhan/buku-kerja/", workbooks.workbooks, name="workbooks"),
    path("kebutuhan/buku-kerja/<int:unit>/", workbooks.workbooks, name="workbook"),
    path("kebutuhan/dialog/", grid.grid, name="talk"),
    path("kebutuhan/dialog/<int:person>/", partner.person, name="talk_person"),
    path("kebutuhan/dialog/<int:person>/kinerja/", partner.work, name="talk_work"),
    path("kebutuhan/dialog/<int:person>/<code:competency>/", partner.subject, name="talk_subject"),
    path("kebutuhan/lapisan/", talk_layers.page, name="layers"),
    path("kebutuhan/keberatan/", talk_objections.objections, name="objections"),
    path("kebutuhan/keberatan/<int:objection>/", talk_objections.answer, name="objection"),
    path("saya/kebutuhan/", own.own_needs, name="own_needs"),
    path("saya/kebutuhan/<code:competency>/keberatan/", own.objection, name="object"),
    path("saya/", page.record, name="record"),
    path("saya/json/", files.json_file, name="record_json"),
    path("saya/pdf/", files.pdf_file, name="record_pdf"),
]
