"""The only reader of the environment.

Development needs nothing but ``REDIS_URL`` (``make serve`` starts an embedded server and sets it).
With ``DEBUG=false``, which is the default, the process refuses to start half configured: it names
every variable that is missing at once.
"""

import hashlib
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from redis.backoff import NoBackoff
from redis.retry import Retry

from . import static_files

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=False)
SHORTEST_SECRET = 50


def _required_in_production() -> None:
    needed = ("SECRET_KEY", "ALLOWED_HOSTS", "REDIS_URL")
    missing = [name for name in needed if not env.str(name, "")]
    if missing:
        raise ImproperlyConfigured(
            f"Set {', '.join(missing)} in the environment or in .env (see .env.example)."
        )
    if len(env.str("SECRET_KEY")) < SHORTEST_SECRET:
        raise ImproperlyConfigured(f"SECRET_KEY must have at least {SHORTEST_SECRET} characters.")


if not DEBUG:
    _required_in_production()

SECRET_KEY = env.str("SECRET_KEY", "for-development-only-and-never-used-with-debug-off")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SIGN_UP_OPEN = env.bool("SIGN_UP_OPEN", default=True)

# Applications

INSTALLED_APPS = [
    "daphne",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "servestatic.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "channels",
    "csp",
    "classrooms",
    "live",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
]

ROOT_URLCONF = "supervision.urls"
ASGI_APPLICATION = "supervision.asgi.application"

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
        },
    },
]

# What lasts

DATABASES = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'build/db.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        # Take the write lock at the start of a transaction, so that two writers queue instead
        # of failing when the second upgrades its read lock.
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What happens now


def _redis_addresses(text: str) -> list[str]:
    addresses = [address.strip() for address in text.split(",")]
    for number, address in enumerate(addresses, start=1):
        if not address.startswith(("redis://", "rediss://", "unix://")):
            # The address itself stays unsaid: it may hold a password.
            raise ImproperlyConfigured(
                f"REDIS_URL: address {number} of {len(addresses)} must begin with redis://, "
                "rediss:// or unix://. Commas part addresses; one in a password is written %2C."
            )
    return addresses


# One Redis carries every class; of several, each class belongs to one.
REDIS_ADDRESSES = _redis_addresses(env.str("REDIS_URL", "redis://127.0.0.1:6379/0"))
# Two deployments on one Redis must not hear each other.
LAYER_PREFIX = f"supervision-{hashlib.sha256(SECRET_KEY.encode()).hexdigest()[:8]}"


def _layer(address: str) -> dict[str, object]:
    # A Redis that stops answering must never hold a publish, or the layer's lock, for long.
    host = {
        "address": address,
        "socket_timeout": 2,
        "socket_connect_timeout": 2,
        "health_check_interval": 5,
    }
    return {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [host], "prefix": LAYER_PREFIX},
    }


# A layer for each Redis, where one layer could have several hosts: a layer spreads a class's groups
# over them, so that one dead Redis would silence half of every class and none of them could tell.
CHANNEL_LAYERS = {
    "default" if number == 0 else f"redis_{number}": _layer(address)
    for number, address in enumerate(REDIS_ADDRESSES)
}
CACHES = {
    "default": {
        "BACKEND": "supervision.cache.CalmRedisCache",
        "LOCATION": REDIS_ADDRESSES[0],
        "KEY_PREFIX": LAYER_PREFIX,
        "OPTIONS": {
            "socket_timeout": 1,
            "socket_connect_timeout": 1,
            "retry": Retry(NoBackoff(), 0),
        },
    }
}

# People

AUTH_USER_MODEL = "classrooms.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "classrooms:home"
ACCOUNT_ADAPTER = "classrooms.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "classrooms.accounts.LogInForm",
    "signup": "classrooms.accounts.SignUpForm",
    "change_password": "classrooms.accounts.ChangePasswordForm",
    "reset_password": "classrooms.accounts.ResetPasswordForm",
    "reset_password_from_key": "classrooms.accounts.NewPasswordForm",
}
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Supervision: "
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
# A class signs up and logs in at once, behind one address: limits by address are wide,
# limits by person are narrow, and yet too wide for locking somebody else out.
ACCOUNT_RATE_LIMITS = {
    "signup": "120/5m/ip",
    "login": "240/m/ip",
    "login_failed": "60/5m/ip,30/5m/key",
    "reset_password": "60/5m/ip,5/5m/key",
    # Wrong join codes. Whoever used up theirs is refused a right code, too; others at the same
    # address are not.
    "join_person": "10/5m/user",
    "join_address": "100/5m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Supervision <supervision@localhost>")

# Languages and times

LANGUAGE_CODE = "en"
# Only what the pages are written in: else Django's own words would come in the browser's language.
LANGUAGES = [("en", "English")]
TIME_ZONE = env.str("TIME_ZONE", "UTC")
USE_TZ = True

# Static files. Everything under static/ is served below a digest of its own content, so that it
# can be cached for good and modules may import each other by their plain relative names.

VENDOR_DIR = BASE_DIR / "build/vendor"


def _digest(folder: Path) -> str:
    digest = hashlib.sha256((BASE_DIR / "requirements.txt").read_bytes())
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_URL = f"/static/{_digest(BASE_DIR / 'static')}/"
STATIC_ROOT = BASE_DIR / "build/static"
# The vision runtime, the model and the fonts: build/vendor/NAME-VERSION at /vendor/NAME-VERSION.
SERVESTATIC_ROOT = BASE_DIR / "build/public"
SERVESTATIC_ALLOW_UNSAFE_SYMLINKS = True  # the one link in it leads to build/vendor
SERVESTATIC_AUTOREFRESH = False
SERVESTATIC_USE_FINDERS = False
SERVESTATIC_ADD_HEADERS_FUNCTION = static_files.add_headers

# Locks

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "payment",
        "usb",
    )
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True

_HTTPS = not DEBUG
SECURE_SSL_REDIRECT = _HTTPS
SESSION_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_SECURE = _HTTPS
if _HTTPS:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_REDIRECT_EXEMPT = [r"^health/$"]
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "calm_redis": {"()": "supervision.logs.CalmRedis"},
        "discreet": {"()": "supervision.logs.Discreet"},
    },
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["calm_redis", "discreet"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "live": {"level": "INFO"},
    },
}
