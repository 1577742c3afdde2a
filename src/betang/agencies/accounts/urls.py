from __future__ import annotations

from django.urls import path, re_path

from betang.agencies.accounts.views import door, password, second_factor, sessions, sign_on

# The names are allauth's, for it leads from one to the other by them. What is not here is switched off (ADR 0018).
urlpatterns = [
    path("masuk", door.SignIn.as_view(), name="account_login"),
    path("keluar", door.SignOut.as_view(), name="account_logout"),
    path("masuk/langkah-kedua", second_factor.Ask.as_view(), name="mfa_authenticate"),
    path("masuk/sso", sign_on.leave, name="openid_connect_login"),
    path("masuk/sso/kembali", sign_on.come_back, name="openid_connect_callback"),
    path("akun/lupa/", password.Forgotten.as_view(), name="account_reset_password"),
    path("akun/lupa/terkirim/", password.Sent.as_view(), name="account_reset_password_done"),
    re_path(
        r"^akun/lupa/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        password.Renew.as_view(),
        name="account_reset_password_from_key",
    ),
    path("akun/kata-sandi/", password.Change.as_view(), name="account_change_password"),
    path("akun/kata-sandi/pertama/", password.First.as_view(), name="account_set_password"),
    path("akun/pastikan/", door.PasswordAgain.as_view(), name="account_reauthenticate"),
    path("akun/pastikan/kode/", second_factor.Again.as_view(), name="mfa_reauthenticate"),
    path("akun/dua-langkah/", second_factor.Overview.as_view(), name="mfa_index"),
    path("akun/dua-langkah/pasang/", second_factor.SetUp.as_view(), name="mfa_activate_totp"),
    path("akun/dua-langkah/matikan/", second_factor.GiveUp.as_view(), name="mfa_deactivate_totp"),
    path("akun/dua-langkah/kode/", second_factor.Codes.as_view(), name="mfa_view_recovery_codes"),
    path("akun/dua-langkah/kode/unduh", second_factor.download, name="mfa_download_recovery_codes"),
    path("akun/dua-langkah/kode/baru/", second_factor.NewCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("akun/sesi/", sessions.sessions, name="usersessions_list"),
    path("akun/tautan/", sign_on.Links.as_view(), name="socialaccount_connections"),
]
