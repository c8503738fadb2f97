"""Every setting of Boardplan, read from the environment.

A real environment variable wins over a line of `var/local.env`, which `./dev setup` writes.
Without SECRET_KEY or ALLOWED_HOSTS nothing starts: a forgotten one would otherwise be found only
by whoever abuses it.
"""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from import_export.formats import base_formats

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
VAR_DIR.mkdir(exist_ok=True)

env = environ.Env()
env.read_env(env.str("BOARDPLAN_ENV_FILE", default=str(VAR_DIR / "local.env")))


def required(name: str, meaning: str) -> str:
    """The value of an environment variable that must not be empty.

    Raises ImproperlyConfigured, with what to set and what it is for.
    """
    value: str = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(
            f"Set {name} in the environment or in var/local.env: {meaning}. "
            "On a developer's machine ./dev setup does it."
        )
    return value


# What must be said

SECRET_KEY = required("SECRET_KEY", "a long random text, different for each installation")
required("ALLOWED_HOSTS", "the host names people reach this installation by, separated by commas")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", cast=str.strip)

DEBUG: bool = env.bool("DEBUG", default=False)

# The application

ROOT_URLCONF = "boardplan.urls"
WSGI_APPLICATION = "boardplan.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "boardplan.accounts",
    "boardplan.audit",
    "boardplan.ui",
    "boardplan.upkeep",
    "plans",
    "priorities",
    "reports",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "import_export",
    "simple_history",
]

MIDDLEWARE = [
    "boardplan.audit.middleware.RequestContextMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # A page is private unless its view says otherwise with @login_not_required.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "boardplan.accounts.middleware.KeepSessionMiddleware",
    "boardplan.accounts.middleware.SecondFactorMiddleware",
    "boardplan.audit.middleware.RefusalMiddleware",
    "boardplan.audit.middleware.NoStoreMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "plans.pages.board_behind",
            ],
        },
    },
]
FORM_RENDERER = "boardplan.ui.forms.BoardplanFormRenderer"

# The database

# Measured with eight writers: SQLite's defaults lost writes as "database is locked", these lose
# none. A transaction that may write takes its lock at the start and waits for it.
SQLITE_OPTIONS = {
    # What is redacted or changed must not be left behind in the file's unused parts.
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;"
    ),
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
}

DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR}/boardplan.sqlite3")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    # Measured: PostgreSQL works longer on a new connection than on the queries of a page. One that
    # was lost meanwhile (the database was started again) is noticed and replaced.
    DATABASES["default"] = {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        **DATABASES["default"],
    }

# The sign-in limits count across all server processes, so the cache must be shared; and with
# Django's own 300 entries a flood of made-up addresses would push a guesser's count out of it.
CACHES = {
    "default": env.cache_url("CACHE_URL", default="dbcache://django_cache?max_entries=100000")
}

SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
SIMPLE_HISTORY_REVERT_DISABLED = True

# Set-up rows as files: all of one or nothing, and no cell that a spreadsheet would run.
IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
IMPORT_EXPORT_FORMATS = [base_formats.XLSX, base_formats.CSV]

# Language and time

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

# Files

STATIC_URL = "/static/"
# What the front-end build made, not what it made it from.
STATICFILES_DIRS = [("dist", BASE_DIR / "static" / "dist")]
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "media"
# The page of all updates of a large plan has thousands of fields, and much text may stand in them;
# Django's own limits would answer with a bare "Bad request". Files have a limit of their own.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024  # bytes
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "boardplan.ui.storage.StaticStorage"},
}

# People and sign-in

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

ACCOUNT_ADAPTER = "boardplan.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "boardplan.accounts.forms.LoginForm",
    "request_login_code": "boardplan.accounts.forms.RequestLoginCodeForm",
    "confirm_login_code": "boardplan.accounts.forms.ConfirmLoginCodeForm",
    "reset_password": "boardplan.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "boardplan.accounts.forms.ResetPasswordKeyForm",
    "change_password": "boardplan.accounts.forms.ChangePasswordForm",
    "set_password": "boardplan.accounts.forms.SetPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_MAX_EMAIL_ADDRESSES = 1
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# The library would keep addresses of its own beside the accounts', and old ones for ever.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
# A change of password or second factor is told by e-mail: it may have been somebody else.
ACCOUNT_EMAIL_NOTIFICATIONS = True
# For those who sign in four times a year: a code by e-mail instead of a password.
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # seconds
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# Nobody learns from the pages, nor from a message, which addresses have an account.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS = {
    # A council's staff share one address, so the limit on it is wide and that on a person narrow.
    "login_failed": "30/m/ip,5/5m/key",
    "reset_password": "20/m/ip,3/10m/key",
    "request_login_code": "20/m/ip",
    # Codes sent to one account, and tried for it: from one network address ("here"), and in all.
    # What one stranger may use up is far less than all, so that he keeps nobody else out.
    "code_sent_here": "5/10m/key,10/h/key",
    "code_sent": "30/h/key",
    "code_tried_here": "10/h/key",
    "code_tried": "60/h/ip,50/h/key",
}

MFA_ADAPTER = "boardplan.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "activate_totp": "boardplan.accounts.forms.ActivateTOTPForm",
    "authenticate": "boardplan.accounts.forms.AuthenticateForm",
    "reauthenticate": "boardplan.accounts.forms.ReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Boardplan"
# Telephones' clocks go wrong by some seconds: the code before and the one after are right, too.
MFA_TOTP_TOLERANCE = 1

# A form left open over lunch is not lost; a laptop left open overnight is signed out. The three
# hours start again with each visit, by KeepSessionMiddleware, which also ends a session of twelve.
SESSION_COOKIE_AGE = 3 * 60 * 60
ACCOUNT_SESSION_REMEMBER = True

# The way in: HTTPS, proxies, what a page may load

BOARDPLAN_HTTPS: bool = env.bool("BOARDPLAN_HTTPS", default=True)
# How many proxies stand in front of this server and set X-Forwarded-For and X-Forwarded-Proto.
# With none, those headers are whatever a visitor likes and are not believed.
BOARDPLAN_PROXIES: int = env.int("BOARDPLAN_PROXIES", default=0)

SECURE_SSL_REDIRECT = BOARDPLAN_HTTPS
# A monitor on the same machine asks without HTTPS; the answer tells nothing.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SESSION_COOKIE_SECURE = BOARDPLAN_HTTPS
CSRF_COOKIE_SECURE = BOARDPLAN_HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if BOARDPLAN_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BOARDPLAN_HTTPS
# W021 asks for the browsers' preload list, which takes whole domains; a council's is not ours.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

if BOARDPLAN_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if BOARDPLAN_HTTPS else "http"
# What e-mails of the worker lead to: no request says there how this installation is reached.
BOARDPLAN_ADDRESS: str = env.str(
    "BOARDPLAN_ADDRESS",
    default=f"{ACCOUNT_DEFAULT_HTTP_PROTOCOL}://{ALLOWED_HOSTS[0].lstrip('.*') or 'localhost'}",
).rstrip("/")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# The worker

# Touched at each of its turns, so that the installation's page can say since when none is there.
WORKER_MARK = VAR_DIR / "worker-alive"

# E-mail and log

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default="Boardplan <boardplan@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_SUBJECT_PREFIX = "[Boardplan] "
EMAIL_TIMEOUT = 20  # seconds, after which a mail server that does not answer is given up
# Who is told of errors, by e-mail.
ADMINS = [("", address) for address in env.list("ERROR_MAILS_TO", cast=str.strip, default=[])]

LOG_FORMAT = env.str("LOG_FORMAT", default="text" if DEBUG else "json", choices=("json", "text"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "boardplan.logs.JsonLine"},
        "text": {"()": "boardplan.logs.TextLine"},
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT},
        "mail": {"class": "boardplan.logs.ErrorMails", "level": "ERROR", "formatter": "text"},
    },
    "root": {"handlers": ["stderr", "mail"], "level": env.str("LOG_LEVEL", default="INFO")},
    # Django's own handlers give way to those above.
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        # The line of each request says what else these would.
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "level": "ERROR"},
        # They tell each step of making a document.
        **{name: {"level": "WARNING"} for name in ("weasyprint", "fontTools", "pikepdf")},
    },
}
