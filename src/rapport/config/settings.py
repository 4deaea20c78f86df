"""Django's settings: what is the same everywhere stands here, what differs comes from the environment."""

from __future__ import annotations

from pathlib import Path

import structlog

from rapport.config.environment import environment
from rapport.config.navigation import FRAME_LINKS, NAVIGATION  # noqa: F401  (the frame reads them from here)

env = environment()
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = env.key()
SECRET_KEY_FALLBACKS = env.old_keys()
DEBUG = env.debug
DEMO = env.demo
BASE_URL = env.base_url.rstrip("/")
ALLOWED_HOSTS = [
    "127.0.0.1",
    "localhost",
    "[::1]",
    *filter(None, [BASE_URL.split("//", 1)[-1].split(":")[0].split("/")[0]]),
]
ALLOWED_HOSTS += [h.strip() for h in env.hosts.split(",") if h.strip()]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
DATA_DIR = env.folder
MEDIA_ROOT = env.folder / "files"

INSTALLED_APPS = [
    "rapport.stories",
    "rapport.desk",
    "rapport.portal",
    "rapport.overview",
    "rapport.onboarding",
    "rapport.results",
    "rapport.delivery",
    "rapport.conversations",
    "rapport.approvals",
    "rapport.attention",
    "rapport.portfolio",
    "rapport.catalogue",
    "rapport.agency",
    "rapport.post",
    "rapport.links",
    "rapport.intake",
    "rapport.documents",
    "rapport.ui",
    "rapport.journal",
    "rapport.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "rapport.agency.manners.MemberMannersMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "rapport.agency.gate.GateMiddleware",
]

ROOT_URLCONF = "rapport.config.urls"
WSGI_APPLICATION = "rapport.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "rapport.ui.jinja.environment",
            "context_processors": ["rapport.desk.frame.frame"],
        },
    },
    {
        # allauth's few pages only; they stand under one small layout with the same CSS.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

FORM_RENDERER = "django.forms.renderers.Jinja2"  # the same templates, drawn three times faster

DATABASES = {"default": {**env.database(), "ATOMIC_REQUESTS": False, "CONN_MAX_AGE": 0 if env.postgres else None}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Attempts to sign in are counted here, so all web processes must share it.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": env.queue_url}
    if env.queue_url.startswith("redis")
    else {"BACKEND": "rapport.config.shared_cache.FolderCache", "LOCATION": env.folder / "cache"}
}

AUTH_USER_MODEL = "agency.Member"
AUTHENTICATION_BACKENDS = ["rapport.desk.signed_in.SignedIn"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "door"
LOGIN_REDIRECT_URL = "/"
INVITATION_URL = "invitation"  # agency writes the letter, the desk answers its link
APPROVAL_URL = "portal_approval"  # approvals writes the letter, the portal answers its link
TIMES_URL = "portal_times"  # conversations writes these letters, the portal answers their links
MEETING_INVITATION_URL = "portal_invitation"
FEED_URL = "portal_feed"
DROP_URL = "portal_drop"  # onboarding asks for a secret, the portal takes it
QUESTIONNAIRE_URL = "portal_questionnaire"  # onboarding writes the letter, the portal answers its link
REPORT_URL = "report"  # a specialist is led to the page where the part is written
REPORT_PAGE_URL = "portal_report"  # results writes the letter, the portal answers its link
PORTAL_COLOURS_URL = "portal_colours"  # reports wear the agency's colour
PORTAL_URL = "portal_door"
PORTAL_HOME_URL = "portal_home"
PORTAL_PREVIEW_URL = "client_portal_preview"
PORTAL_KEY_URL = "portal_key"  # overview writes a contact's key, the portal answers it
MEETING_URL = "meeting"  # a calendar leads back to the page of the meeting
ACCOUNT_ADAPTER = "rapport.agency.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "reset_password": "5/m/ip,3/10m/key"}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_FORMS = {"reset_password": "rapport.desk.door.forms.ForgottenPasswordForm"}
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody makes this house write to strangers
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.trust_proxy else 0
MFA_ADAPTER = "rapport.agency.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Rapport"
MFA_TOTP_TOLERANCE = 1  # a code typed at the end of its half minute still holds

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.https
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if env.https else 0
X_FRAME_OPTIONS = "DENY"
if env.trust_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "rapport.desk.refusals.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "frame-src": ["'self'"],  # the original of a mail stands in a closed frame
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

LANGUAGES = [("en", "English"), ("hr", "Hrvatski"), ("sk", "Slovenčina"), ("ru", "Русский")]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = env.folder / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 31_536_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
IMPORT_MAX_BYTES = env.import_max_mb * 1_000_000
FILE_MAX_BYTES = env.file_max_mb * 1_000_000
UPLOAD_MAX_BYTES = 2 * max(500_000_000, IMPORT_MAX_BYTES)  # in one request of one of us: whole mailboxes
STRANGERS_MAX_BYTES = 4 * FILE_MAX_BYTES  # of whoever has not signed in, a client's contact among them
FILE_UPLOAD_HANDLERS = [
    "rapport.documents.upload_limit.UploadLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend" if env.smtp_url else "rapport.post.unsent.KeptBackend"
MAIL_GOES_OUT = bool(env.smtp_url)
for _name, _value in env.mail().items():
    globals()[_name] = _value
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.mail_from

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# The journal's only wire upward: who is woken when something has happened, and who follows what.
JOURNAL_WAKE = "rapport.config.queue.wake"
JOURNAL_BOOK = "rapport.stories.book.BOOK"

INTAKE_WAKE = "rapport.config.queue.wake_import"
POST_WAKE = "rapport.config.queue.wake_post"  # a letter that is due goes out in seconds
PORTAL_WAKE = "rapport.config.queue.wake_portal"  # who stands at the portal's door cannot tell a known address by time
# Who stores what an import reads: kind of row -> target (intake knows no client).
INTAKE_TARGETS = {
    "client": "rapport.portfolio.intake_clients.ClientTarget",
    "contact": "rapport.portfolio.intake_contacts.ContactTarget",
    "task": "rapport.delivery.tasks.intake_tasks.TaskTarget",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": structlog.stdlib.ProcessorFormatter,
            # a plain traceback: the richer one prints the values of variables, and secrets are among them
            "processor": structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
            "foreign_pre_chain": [structlog.stdlib.add_log_level, structlog.processors.TimeStamper(fmt="iso")],
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": env.log_level},
    "loggers": {"django.server": {"level": "WARNING"}, "huey": {"level": "WARNING"}},
}
structlog.configure(
    processors=[
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.processors.format_exc_info,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008"]
