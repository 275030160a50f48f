"""Every setting, all from the environment. What is unsafe is refused by `waylight doctor` and `serve`.

WAYLIGHT_HOME      where keys, database, logs and secrets live (default: var/ beside the source)
WAYLIGHT_PLANE     public | staff | both (default both): public has no private key and no staff pages
WAYLIGHT_DEMO      1: the fictional story, unmistakable on every page; never on a public address
WAYLIGHT_AREA      slug of the area that a visitor's concern goes to when they choose none
WAYLIGHT_HOSTS     host names this serves, comma separated; WAYLIGHT_ORIGINS: their https origins
WAYLIGHT_PUBLIC_ADDRESS  of the public site, where a certificate is checked (default: the first origin)
DATABASE_URL       postgres://… ; without it SQLite in WAYLIGHT_HOME
EMAIL_URL          smtp://… for pages to the rota; without it they are written to WAYLIGHT_HOME/outbox
"""

import os
import secrets
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONCE, NONE, SELF


class BadSetting(RuntimeError):
    """A sentence for whoever set it."""


env = environ.Env()
SOURCE = Path(__file__).resolve().parents[3]
WAYLIGHT_HOME = Path(env("WAYLIGHT_HOME", default=str(SOURCE / "var"))).resolve()
CONTENT = Path(env("WAYLIGHT_CONTENT", default=str(SOURCE / "content"))).resolve()
PLANE = env("WAYLIGHT_PLANE", default="both")
if PLANE not in ("public", "staff", "both"):
    raise BadSetting(f"WAYLIGHT_PLANE is '{PLANE}'; it must be public, staff or both.")
DEMO = env.bool("WAYLIGHT_DEMO", default=False)
DEFAULT_AREA = env("WAYLIGHT_AREA", default="merrowdale")
HAS_STAFF, HAS_PUBLIC = PLANE != "public", PLANE != "staff"


def _secret(name: str) -> str:
    """A secret from the environment, or from a file made once with nobody else able to read it."""
    if name in os.environ:
        return os.environ[name]
    path = WAYLIGHT_HOME / "secrets" / name.lower()
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


SECRET_KEY = _secret("WAYLIGHT_SECRET_KEY")
TAKE_IN_KEY = _secret("WAYLIGHT_TAKE_IN_KEY") if HAS_STAFF else ""
DEBUG = False
ALLOWED_HOSTS = env.list("WAYLIGHT_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("WAYLIGHT_ORIGINS", default=[])
SECURE = bool(CSRF_TRUSTED_ORIGINS)
PUBLIC_ADDRESS = env("WAYLIGHT_PUBLIC_ADDRESS", default=next(iter(CSRF_TRUSTED_ORIGINS), ""))

PUBLIC_APPS = [
    "django.contrib.staticfiles",
    "waylight.audit",
    "waylight.keys",
    "waylight.work",
    "waylight.guidance",
    "waylight.learning",
    "waylight.reporting",
    "waylight.handover",
    "waylight.site.apps.SiteConfig",
]
STAFF_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "waylight.accounts",
    "waylight.triage",
    "waylight.intelligence",
    "waylight.casework",
    "waylight.plan",
    "waylight.disruption",
    "waylight.referral",
    "waylight.dissemination",
    "waylight.pathways",
    "waylight.meetings",
]
INSTALLED_APPS = (STAFF_APPS if HAS_STAFF else []) + PUBLIC_APPS
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "waylight.site.middleware.quiet_headers",
    "csp.middleware.CSPMiddleware",
    *(["waylight.learning.visiting.visitors"] if HAS_PUBLIC else []),
    "waylight.site.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    *(
        ["allauth.account.middleware.AccountMiddleware", "waylight.site.staff.staff_only"]
        if HAS_STAFF
        else []
    ),
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = f"waylight.site.urls_{PLANE}"
WSGI_APPLICATION = "waylight.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {"environment": "waylight.site.jinja.environment"},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                *(
                    [
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                    if HAS_STAFF
                    else []
                ),
            ]
        },
    },
]

WAYLIGHT_HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
_database: dict[str, Any] = (
    env.db("DATABASE_URL")
    if "DATABASE_URL" in os.environ
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": WAYLIGHT_HOME / "waylight.sqlite3"}
)
if _database["ENGINE"].endswith("sqlite3"):
    _database["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
    }
DATABASES = {"default": {**_database, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
_COUNTS = {"MAX_ENTRIES": 20_000}  # at Django's 300 a flood of tries would wash the counts away
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "staff_limits",
        "OPTIONS": _COUNTS,
    }
    if HAS_STAFF
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": _COUNTS}
}

AUTH_USER_MODEL = "accounts.Person" if HAS_STAFF else "auth.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_login", "/staff/", "/staff/login/"
ACCOUNT_ADAPTER = "waylight.accounts.adapters.StaffAdapter"
MFA_ADAPTER = "waylight.accounts.adapters.StaffMFAAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("WAYLIGHT_PROXIES", default=0)
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
MFA_TOTP_ISSUER = "Waylight"
MFA_TOTP_TOLERANCE = (
    10 if DEMO else 0
)  # periods of 30 seconds: there the digits are read from the page before
SESSION_SERIALIZER = "waylight.site.sessions.SealedSerializer"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_NAME = "hub"
SESSION_COOKIE_PATH = "/"
SESSION_COOKIE_AGE = 9 * 3600  # longer than accounts.sessions.LONGEST, which ends it and can say why
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_NAME = "csrftoken"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # it goes when the browser closes: a year of it would say that somebody was here
CSRF_FAILURE_VIEW = "waylight.site.views.stale_form"
VISITOR_COOKIES = {
    "note": "/report/",
    "follow": "/receipt/",
    "handed": "/handed/",
    "language": "/",
    "theme": "/",
    CSRF_COOKIE_NAME: "/",
    SESSION_COOKIE_NAME: "/",
}  # by path: what a shared device forgets of its last reader beside what they learned; a test compares
IDLE_SECONDS = env.int("WAYLIGHT_IDLE_SECONDS", default=1800)

SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [
    ("en", "English"),
    ("cy", "Cymraeg"),
    ("pl", "Polski"),
    ("ro", "Română"),
    ("ur", "اردو"),
    ("pa", "ਪੰਜਾਬੀ"),
    ("ar", "العربية"),
]
CHECKED_LANGUAGES = {"en"}  # those whose catalogue a native reader has checked
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [SOURCE / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/London"

STATIC_URL = "/static/"
STATIC_ROOT = WAYLIGHT_HOME / "static"
_ASSETS = Path(__file__).parent / "assets"
STATICFILES_DIRS = [_ASSETS] if _ASSETS.is_dir() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "waylight.site.storage.HashedStaticFiles"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20000
FILE_UPLOAD_HANDLERS = ["waylight.site.uploads.NoUploads"]

DEFAULT_FROM_EMAIL = env("WAYLIGHT_FROM", default="waylight@localhost")
EMAIL_TIMEOUT = 15  # a mail server that does not answer must not hold the worker
if "EMAIL_URL" in os.environ:
    globals().update(env.email("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = WAYLIGHT_HOME / "outbox"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"no_visitor": {"()": "waylight.site.logs.NoVisitor"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["no_visitor"]}
    },
    "root": {"handlers": ["console"], "level": env("WAYLIGHT_LOG", default="WARNING")},
    "loggers": {"django.request": {"handlers": ["console"], "propagate": False, "level": "ERROR"}},
}
