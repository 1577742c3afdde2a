"""The settings, all of them, in one file. What differs between installations comes from the environment.

docs/how-to/operate.md lists the variables.

Without DATABASE_URL this is the demo: the embedded database under BETANG_HOME, plain HTTP on this machine only.
With it, this is production: SECRET_KEY must be given and everything is HTTPS unless said otherwise.
"""

from __future__ import annotations

import os
import secrets

from django.contrib.messages import constants as message_levels
from django.utils.translation import gettext_lazy as _

import betang
from betang.config import embedded, env, sign_in

HOME = env.home()
PACKAGE = next(iter(betang.__path__))
EMBEDDED_DATABASE = not env.text("DATABASE_URL", "")
DEMO = env.flag("BETANG_DEMO", default=False)
# Not a secret: it stands on the sign-in page of the demo, and no account has it anywhere else.
DEMO_PASSWORD = "rumah-betang-terbuka" if DEMO else ""

DEBUG = env.flag("DEBUG", default=False)
# A random key lasts as long as the process; betang.config.boot keeps one under BETANG_HOME for the demo.
SECRET_KEY = env.text("SECRET_KEY", secrets.token_urlsafe(50) if EMBEDDED_DATABASE else None)
HTTPS = env.flag("BETANG_HTTPS", default=not EMBEDDED_DATABASE and not DEBUG)
HOSTS = env.names("BETANG_HOSTS")
ALLOWED_HOSTS = [*HOSTS, "localhost", ".localhost", "127.0.0.1", "[::1]"]

# --- The rooms, in the order of the story; a room takes its place here when it is built.
ROOMS = [
    "betang.ui",
    "betang.agencies",
    "betang.intake",
    "betang.people",
    "betang.standards",
    "betang.targets",
    "betang.programs",
    "betang.needs",
    "betang.meeting",
    "betang.connect.folder",
]
INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    # The parts of allauth, and not allauth itself: its templates and its catalogue stay out (ADR 0018).
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "betang.config.middleware.health",
    "betang.config.middleware.protecting_headers",
    "django.middleware.security.SecurityMiddleware",
    "betang.config.middleware.Legible",
    "betang.meeting.middleware.answer_pulse",  # costs no session: a hall asks every second (ADR 0025)
    "django.middleware.gzip.GZipMiddleware",  # pads what it sends, so that its length tells nothing of a token
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "betang.config.middleware.Scoped",  # everything from here on may ask the database
    "django.contrib.sessions.middleware.SessionMiddleware",
    "betang.ui.frame.language.chosen_language",  # Indonesian first, whatever the browser asks for
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "betang.config.middleware.large_from_members_only",
    "betang.agencies.accounts.middleware.session_ends",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "betang.agencies.accounts.middleware.second_factor_first",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "betang.config.urls"
WSGI_APPLICATION = "betang.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "betang.config.middleware.installation",
                "betang.ui.frame.context.frame",
            ],
        },
    },
]

# --- Database. `default` is what web and workers use: a role that owns nothing, behind the walls. `owner` migrates;
# with one URL only, that role owns the tables too and the walls bind it all the same.
DATABASES = {
    "default": env.database("DATABASE_URL", env.text("DATABASE_URL", embedded.address(HOME)))
    | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "ATOMIC_REQUESTS": False},
}
OWNER_URL = embedded.address(HOME, embedded.OWNER) if EMBEDDED_DATABASE else env.text("DATABASE_OWNER_URL", "")
if OWNER_URL:
    DATABASES["owner"] = env.database("DATABASE_OWNER_URL", OWNER_URL)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Who is who.
AUTH_USER_MODEL = "agencies.User"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "needs:home"
LOGOUT_REDIRECT_URL = "account_login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "betang.agencies.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "betang.agencies.accounts.passwords.NotCommon"},
    {"NAME": "betang.agencies.accounts.passwords.NotLikeYou"},
    {"NAME": "betang.agencies.accounts.passwords.NotOnlyDigits"},
]
SECOND_FACTOR_REQUIRED = not DEMO
SESSION_COOKIE_AGE = 60 * 60 * 12  # a working day
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # laptops are shared
IDLE_MINUTES = env.number("BETANG_IDLE_MINUTES", default=60, low=1)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # every form carries its token itself
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "betang.ui.pages.forbidden"

# --- Signing in with allauth (ADR 0018). What is not set here or routed in agencies.accounts.urls is off.
OIDC = sign_in.provider()  # the identity provider, or {}
OIDC_HALF = sign_in.half_configured()
OIDC_ORIGINS = sign_in.origins(OIDC)
ACCOUNT_ADAPTER = "betang.agencies.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # nobody signs up; allauth wants it to fit the line above
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses come from the planner, not from the user
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Betang: "
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",  # an office shares one address
    "login_failed": "20/m/ip,5/5m/key",  # key: the user name, or the user whose second factor is asked
    "reset_password": "20/m/ip,3/m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("BETANG_BEHIND_PROXY", default=False) else 0
MFA_ADAPTER = "betang.agencies.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # clocks of telephones differ by half a minute
MFA_ALLOW_UNVERIFIED_EMAIL = True
SOCIALACCOUNT_ADAPTER = "betang.agencies.accounts.sso.SignOnAdapter"

# --- Counters of attempts and used codes, shared by all processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "betang_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- E-mail, for links to a new password and invitations.
EMAIL = sign_in.mail_server()
EMAIL_CONFIGURED = bool(EMAIL)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL else 'dummy'}.EmailBackend"
EMAIL_HOST = EMAIL.get("host", "")
EMAIL_PORT = EMAIL.get("port", 25)
EMAIL_HOST_USER = EMAIL.get("user", "")
EMAIL_HOST_PASSWORD = EMAIL.get("password", "")
EMAIL_USE_TLS = EMAIL.get("tls") == "starttls"
EMAIL_USE_SSL = EMAIL.get("tls") == "ssl"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("BETANG_EMAIL_FROM", "Betang <betang@localhost>")
# Where people reach these pages, for links in e-mails and on a terminal.
ADDRESS = env.text("BETANG_ADDRESS", f"{'https' if HTTPS else 'http'}://{HOSTS[0] if HOSTS else 'localhost:8000'}")

# --- Words and days. Kalimantan Tengah lives on Western Indonesian Time.
LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", _("English"))]
LOCALE_PATHS = [f"{PACKAGE}/locale"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
USE_TZ = True
TIME_ZONE = env.text("BETANG_TIME_ZONE", "Asia/Pontianak")

# --- Static files: fingerprinted and compressed once `betang serve` has collected them, else straight from the rooms.
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
COLLECTED_STATIC = not DEBUG and (STATIC_ROOT / "staticfiles.json").exists()
WHITENOISE_USE_FINDERS = not COLLECTED_STATIC
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME / "files"}},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}

# --- Transport. Behind a proxy that ends TLS, BETANG_BEHIND_PROXY says that its X-Forwarded-Proto may be believed.
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
# A browser takes such names from this host alone, over HTTPS: no neighbour under the same domain sets them.
HOST_ONLY = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{HOST_ONLY}sessionid"
CSRF_COOKIE_NAME = f"{HOST_ONLY}csrftoken"
LANGUAGE_COOKIE_NAME = f"{HOST_ONLY}django_language"
THEME_COOKIE_NAME = f"{HOST_ONLY}tampilan"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # whether browsers ship the name in their list is for its owner to say
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = env.names("BETANG_ORIGINS")
if env.flag("BETANG_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # bytes, files included (betang.config.middleware.Legible)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 50
# Office files come in at one address and scans of papers at another, from members only, and wait in the system's
# folder for passing files.
UPLOAD_MOST = env.number("BETANG_UPLOAD_MB", default=200, low=1) * 1_000_000
UPLOAD_ADDRESSES = ("/data/kiriman/", "/kebutuhan/keputusan/")

# --- Web processes: Django works while another waits for the database; more than cores help little.
WEB_PROCESSES = env.number("BETANG_WEB_PROCESSES", default=min(os.cpu_count() or 1, 4), low=1)

# --- Work queue on the same database.
PROCRASTINATE_READONLY_MODELS = True

# --- Logs: one plain line each, to standard error; what an exception says about data stays out (betang.config.logs).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "betang.config.logs.PlainFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "procrastinate": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "betang": {"handlers": ["console"], "level": env.text("BETANG_LOG_LEVEL", "INFO"), "propagate": False},
    },
}
MESSAGE_LEVEL = message_levels.INFO
# Messages name people: kept on this side, and gone with the session.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
