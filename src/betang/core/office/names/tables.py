"""Abbreviations, former names and words that carry little, as dated data. Nothing here is a rule of the code.

Each table says where it comes from and from when it holds; what an agency writes otherwise becomes an alias of that
agency, once somebody has confirmed it.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final


def _table(text: str) -> MappingProxyType[str, tuple[str, ...]]:
    """Lines 'short, short = long words'."""
    pairs: dict[str, tuple[str, ...]] = {}
    for line in text.strip().splitlines():
        left, _, right = line.partition("=")
        for short in left.split(","):
            pairs[" ".join(short.split())] = tuple(right.split())
    return MappingProxyType(pairs)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SHORT_FORMS: Final = _table("""
    & = dan
    kab = kabupaten
    prov, prop, propinsi = provinsi
    kec = kecamatan
    kel = kelurahan
    pemprov = pemerintah provinsi
    pemkab = pemerintah kabupaten
    pemko, pemkot = pemerintah kota
    pemda = pemerintah daerah
    kalteng = kalimantan tengah
    kalsel = kalimantan selatan
    kalbar = kalimantan barat
    kaltim = kalimantan timur
    kaltara = kalimantan utara
    palangkaraya = palangka raya
    subbag = subbagian
    subag = subbagian
    subbid = subbidang
    kasubbag, kasubag = kepala subbagian
    kasubbid = kepala subbidang
    kabid = kepala bidang
    kabag = kepala bagian
    kasi, kasie = kepala seksi
    kadis = kepala dinas
    kaban = kepala badan
    sekdis = sekretaris dinas
    sekban = sekretaris badan
    sekda = sekretaris daerah
    sekcam = sekretaris kecamatan
    uptd = upt
""")
"""Short forms of writing that say one thing only (common use of offices in Kalimantan Tengah, 2026). They are the same
words; what is abbreviated to initials is in `ABBREVIATIONS` and merely alike.
"""

ABBREVIATIONS: Final = _table("""
    pim = kepemimpinan
    diklatpim, diklat pim, kepimpinan, kepemimpinan tingkat = kepemimpinan
    pkn = kepemimpinan nasional
    pka = kepemimpinan administrator
    pkp = kepemimpinan pengawas
    latsar, latsar cpns, dasar calon pns, prajabatan, prajab, lpj, dasar calon pegawai negeri sipil = dasar cpns
    calon pns, calon pegawai negeri sipil = cpns
    aparatur sipil negara = asn
    pegawai negeri sipil = pns
    pbj = pengadaan barang jasa
    pbjp = pengadaan barang jasa pemerintah
    bmd = barang milik daerah
    bmn = barang milik negara
    adminduk, administrasi kependudukan pencatatan sipil = administrasi kependudukan
    dukcapil, adminduk capil = administrasi kependudukan
    karhutla = kebakaran hutan lahan
    spbe = sistem pemerintahan berbasis elektronik
    spip = sistem pengendalian intern pemerintah
    sakip = akuntabilitas kinerja instansi pemerintah
    sdm = sumber daya manusia
    rs = rumah sakit
    rsud = rumah sakit umum daerah
    pkm = puskesmas
    pusat kesehatan masyarakat = puskesmas
    keu = keuangan
    perda = peraturan daerah
    perkada = peraturan kepala daerah
    anti korupsi = antikorupsi
    resiko = risiko
    pemda = pemerintah daerah
    pengembangan kompetensi = bangkom
    pjj = pembelajaran jarak jauh
    elearning, e learning = elearning
    mooc = elearning
    it, ti, tik = teknologi informasi
    ppns = penyidik pegawai negeri sipil
    ppk = pejabat pembuat komitmen
    pptk = pejabat pelaksana teknis kegiatan
    rpjmd = rencana pembangunan jangka menengah daerah
    renstra = rencana strategis
    amdal = analisis mengenai dampak lingkungan
    k3 = keselamatan kesehatan kerja
    paud = pendidikan anak usia dini
    posyandu = pos pelayanan terpadu
""")
"""What offices shorten in titles of trainings (PerLAN 5/2022 for leadership, PerLAN 1/2021 for basic training, Perpres
16/2018 for PBJ, Permendagri 19/2016 for BMD, Perpres 95/2018 for SPBE, PP 60/2008 for SPIP; common use, 2026).
"""

OFFICES: Final = _table("""
    setda = sekretariat daerah
    setwan = sekretariat dprd
    dewan perwakilan rakyat daerah = dprd
    dinkes = dinas kesehatan
    disdik, dindik, dinpen = dinas pendidikan
    disdikbud = dinas pendidikan kebudayaan
    dinsos = dinas sosial
    dishub = dinas perhubungan
    dishut = dinas kehutanan
    disbun = dinas perkebunan
    distan = dinas pertanian
    diskan, dislutkan, dkp = dinas perikanan
    dlh = dinas lingkungan hidup
    diskominfo = dinas komunikasi informatika
    diskominfosantik, diskominfostandi = dinas komunikasi informatika persandian statistik
    disdukcapil, dukcapil, capil = dinas kependudukan pencatatan sipil
    dpupr, dinas pupr, pupr = dinas pekerjaan umum penataan ruang
    disperkim, disperkimtan = dinas perumahan kawasan permukiman
    disnaker, disnakertrans = dinas tenaga kerja transmigrasi
    disperindag = dinas perindustrian perdagangan
    dpmd, dinpmd = dinas pemberdayaan masyarakat desa
    dpmptsp = dinas penanaman modal pelayanan terpadu satu pintu
    disbudpar = dinas kebudayaan pariwisata
    dispora = dinas pemuda olahraga
    disporapar = dinas pemuda olahraga pariwisata
    dispusip = dinas perpustakaan kearsipan
    bappeda = badan perencanaan pembangunan daerah
    bappedalitbang = badan perencanaan pembangunan penelitian pengembangan daerah
    bapperida = badan perencanaan pembangunan riset inovasi daerah
    bapenda = badan pendapatan daerah
    bkad = badan keuangan aset daerah
    bpkad = badan pengelolaan keuangan aset daerah
    bkd = badan kepegawaian daerah
    bkpsdm = badan kepegawaian pengembangan sumber daya manusia
    bkpp = badan kepegawaian pendidikan pelatihan
    bpsdm = badan pengembangan sumber daya manusia
    bpbd = badan penanggulangan bencana daerah
    kesbangpol, bakesbangpol = badan kesatuan bangsa politik
    satpol pp, satpolpp = satuan polisi pamong praja
    damkar = pemadam kebakaran
    sdn = sd negeri
    smpn = smp negeri
    sman = sma negeri
    smkn = smk negeri
    rsud = rumah sakit umum daerah
    sdm = sumber daya manusia
""")
"""Short names of regional offices (PP 18/2016 for the kinds of offices; common use, 2026)."""

FORMER: Final = MappingProxyType(
    {
        ("kepemimpinan", 4): ("kepemimpinan", "pengawas"),
        ("kepemimpinan", 3): ("kepemimpinan", "administrator"),
        ("kepemimpinan", 2): ("kepemimpinan", "nasional", 2),
        ("kepemimpinan", 1): ("kepemimpinan", "nasional", 1),
        ("adum", None): ("kepemimpinan", "pengawas"),
        ("sepala", None): ("kepemimpinan", "pengawas"),
        ("spama", None): ("kepemimpinan", "administrator"),
        ("spamen", None): ("kepemimpinan", "nasional", 2),
        ("sepati", None): ("kepemimpinan", "nasional", 1),
        ("spati", None): ("kepemimpinan", "nasional", 1),
    }
)
"""Leadership trainings under the names they had. SIASN's list latihanStruktural (2025) pairs SEPALA and ADUM with PIM
IV, SPAMA with III, SPAMEN with II, SEPATI with I; PIM II, III and IV are PKN II, PKA and PKP since 2019 (PerLAN 2, 16
and 15/2019, now 5/2022).
"""

OFFICES_OF_A_GOVERNMENT: Final = _words("""
    pemerintah daerah badan kepegawaian pengembangan sumber daya manusia pendidikan pelatihan sekretariat dinas
""")
"""Words beside the name of a region: its personnel or training office stands for the government itself."""

KINDS_OF_THE_SAME: Final = _words("""
    pelatihan diklat bimtek bimbingan teknis kursus workshop lokakarya pendidikan training latihan penataran
    penyelenggaraan mengikuti kegiatan peserta pengiriman program
""")
"""How a training is held, which does not say what it is about. Magang, coaching and e-learning are other things."""

STOP: Final = _words("dan bagi untuk di dari pada oleh dengan dalam yang atau serta para the of and in for")

WEAK: Final = _words("""
    pengelolaan penyusunan penatausahaan penanggulangan pencegahan peningkatan penguatan pengawasan pengendalian
    pelaksanaan pembinaan pembina percepatan pengembangan penerapan implementasi optimalisasi sosialisasi penyuluhan
    perencanaan penganggaran pengadaan pemanfaatan pemberdayaan pembentukan penataan pelayanan manajemen manajerial
    fungsional dasar lanjutan terpadu berbasis tata cara kapasitas kompetensi bangkom kinerja daerah pemerintah
    pemerintahan negara asn pns pppk cpns aparatur pegawai pejabat sumber daya manusia strategi konvergensi
    magang coaching mentoring elearning seminar jarak jauh pembelajaran kabupaten kota provinsi kalimantan tengah
    dinas badan kantor kepala bidang seksi bagian upt
""")
"""Words that say what is done, by whom or how, and not with what: they weigh half."""
