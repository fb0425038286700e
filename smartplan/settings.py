"""Settings: everything that differs between installations comes from the environment.

docs/configuration.md lists the variables. A value that cannot be used stops the start with a
sentence that says what to do.
"""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent


def _text(name: str, default: str = "") -> str:
    return os.environ.get(f"SMARTPLAN_{name}", default).strip()


def _flag(name: str, *, default: bool) -> bool:
    value = _text(name, "1" if default else "0").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off", ""}:
        return False
    raise ImproperlyConfigured(f"SMARTPLAN_{name} must be 1 or 0, not {value!r}.")


def _number(name: str, default: int) -> int:
    value = _text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        message = f"SMARTPLAN_{name} must be a whole number, not {value!r}."
        raise ImproperlyConfigured(message) from error


def _list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in _text(name, default).split(",") if part.strip()]


def _secret_key(data_dir: Path) -> str:
    """Take the key from the environment, or keep one of our own in the data folder (mode 0600)."""
    if key := _text("SECRET_KEY"):
        return key
    path = data_dir / "secret_key"
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        key = secrets.token_urlsafe(50)
        # O_EXCL: when two processes start at once, the second reads what the first wrote.
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text(encoding="ascii").strip()
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(key)
        return key


DATA_DIR = Path(_text("DATA_DIR") or BASE_DIR / "var")
try:
    # Plans, passwords' hashes and the key: for the account that runs the server, for nobody else.
    DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
except OSError as error:
    message = f"Cannot make the data folder {DATA_DIR}. Set SMARTPLAN_DATA_DIR to a writable one."
    raise ImproperlyConfigured(message) from error

SECRET_KEY = _secret_key(DATA_DIR)
DEBUG = _flag("DEBUG", default=False)
ALLOWED_HOSTS = _list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = _list("TRUSTED_ORIGINS")

# Seen by users -----------------------------------------------------------------------------

LANGUAGE_CODE = "ja"
TIME_ZONE = "Asia/Tokyo"
USE_I18N = True
USE_TZ = True

# The house ---------------------------------------------------------------------------------

INSTALLED_APPS = [
    "smartplan.web",
    "smartplan.structure",
    "smartplan.municipalities",
    "cases",
    "smartplan.plans",
    "smartplan.relevance",
    "smartplan.checks",
    "smartplan.publishing",
    "smartplan.wizard",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "crispy_forms",
    "django_htmx",
    "import_export",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "smartplan.web.middleware.ContentSecurityPolicyMiddleware",
    "smartplan.web.middleware.PrivatePagesMiddleware",
    "smartplan.web.middleware.NoNulMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "smartplan.web.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "smartplan.web.middleware.RepeatedPostsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "smartplan.urls"
WSGI_APPLICATION = "smartplan.wsgi.application"

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
            ],
            "builtins": ["smartplan.web.templatetags.japanese"],
        },
    }
]
FORM_RENDERER = "smartplan.web.widget_html.HouseRenderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("dads",)
CRISPY_TEMPLATE_PACK = "dads"
CRISPY_FAIL_SILENTLY = False

# The database ------------------------------------------------------------------------------

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

if _text("POSTGRES_DB"):
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": _text("POSTGRES_DB"),
            "USER": _text("POSTGRES_USER"),
            "PASSWORD": _text("POSTGRES_PASSWORD"),
            "HOST": _text("POSTGRES_HOST"),
            "PORT": _text("POSTGRES_PORT"),
            # A fresh connection costs 6 ms, a kept one nothing.
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            # The main process of the web server asks before it replaces a worker: never for ever.
            "OPTIONS": {"connect_timeout": 10},
        }
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "smartplan.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # Writers wait for each other instead of failing with "database is locked".
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # FULL: what was answered as saved is on the disk, also when the power fails.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    }

# People ------------------------------------------------------------------------------------

AUTH_USER_MODEL = "municipalities.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "wizard:plan_list"
LOGOUT_REDIRECT_URL = "login"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# A town hall is one address behind one router: never lock out an address alone.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "smartplan.web.addresses.client_address"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_TEMPLATE = "municipalities/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False  # its tables speak English; a lock ends by itself or by a password link

# Nothing typed may be lost -------------------------------------------------------------------

# Django's defaults (2.5 MB, 1,000 fields) would answer 400 to a long chapter with many rows.
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A little more than the largest CSV of cases, so that the form itself can say what is too much.
LARGEST_UPLOAD = 25 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "smartplan.web.uploads.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Security ------------------------------------------------------------------------------------

SECURE_CSP = {
    "default-src": ["'self'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "form-action": ["'self'"],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "smartplan.web.views.csrf_failure"
SESSION_COOKIE_AGE = _number("SESSION_HOURS", 12) * 3600
SESSION_COOKIE_HTTPONLY = True
# Not in a cookie: a browser gives a page back only with the cookies that it was fetched with.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
HTTPS = _flag("HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# How many proxies of ours add the address they saw to X-Forwarded-For: failed log-ins are counted
# by person and machine.
PROXIES = _number("PROXIES", 0)
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Where `make run` serves, for links that a command prints.
PORT = _number("PORT", 8000)

# Files -------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = Path(_text("STATIC_ROOT") or BASE_DIR / "staticfiles")
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "files"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
TEST_FIXTURES_DIR = BASE_DIR / "fixtures"

# Work behind the pages ---------------------------------------------------------------------

# The worker (scripts/serve) takes tasks from the database: no broker, no service beside it.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# An export beyond so many seconds is stopped.
EXPORT_SECONDS = _number("EXPORT_SECONDS", 120)
# An export of which nothing was heard for so many seconds is started again.
EXPORT_LOST_SECONDS = _number("EXPORT_LOST_SECONDS", 30)
# A worker is replaced after so many exports, and when it holds half of so many megabytes.
EXPORT_TASKS = _number("EXPORT_TASKS", 50)
EXPORT_MEMORY_MB = _number("EXPORT_MEMORY_MB", 1024)
# Finished files are kept for so many days; those of closed editions for ever.
EXPORT_DAYS = _number("EXPORT_DAYS", 30)
# Of a sitting older than so many days the history keeps what somebody may want back; 0: all of it.
HISTORY_DAYS = _number("HISTORY_DAYS", 30)

# The library ---------------------------------------------------------------------------------

SIMPLE_HISTORY_ENFORCE_HISTORY_MODEL_PERMISSIONS = True
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
# Several hosts share the database, not a temporary folder.
IMPORT_EXPORT_TMP_STORAGE_CLASS = "import_export.tmp_storages.MediaStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "smartplan.web.logs.OneLineForRefusals",
            "fmt": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": _text("LOG_LEVEL", "INFO")},
    "loggers": {
        # Everything goes through the one handler, whose lines have no tokens of one-time links.
        "django": {"handlers": [], "level": "INFO"},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        "fontTools": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
    },
}
