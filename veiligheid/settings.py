"""One settings file. Everything that differs between machines comes from the environment and
fails loudly when it is missing or wrong."""

import os
import re
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from veiligheid.core.rollen import Rol
from veiligheid.omgeving import Omgeving

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
VAR_DIR.mkdir(exist_ok=True)

env = Omgeving()
# Demo and tests name no file: what stands in a .env of production is not theirs.
if ENV_BESTAND := os.environ.get("ENV_BESTAND", str(BASE_DIR / ".env")):
    Omgeving.read_env(ENV_BESTAND)

DEBUG = env.bool("DJANGO_DEBUG", default=False)
# On a developer's machine a fixed key will do; anywhere else a missing key stops the start.
SECRET_KEY = env("DJANGO_SECRET_KEY", default="alleen-op-deze-machine" if DEBUG else env.NOTSET)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# -- The municipality -------------------------------------------------------------------------
GEMEENTE_NAAM = env("GEMEENTE_NAAM", default="Gemeente Voorbeeldstad")
GEMEENTE_CODE = env("GEMEENTE_CODE", default="GM0000")
CONTACT_EMAIL = env("CONTACT_EMAIL", default="veiligheid@voorbeeldstad.example")
# Under which licence others may use what the municipality publishes itself: CC0 or CC-BY.
DATA_LICENTIE = env("DATA_LICENTIE", default="CC0")
if DATA_LICENTIE not in {"CC0", "CC-BY"}:
    raise ImproperlyConfigured(f"DATA_LICENTIE is {DATA_LICENTIE!r}; kies CC0 of CC-BY.")
# Path of a token file (CSS custom properties) in the municipality's own house style.
HUISSTIJL_TOKENS = env("HUISSTIJL_TOKENS", default="")

# -- Archive and Wet open overheid --------------------------------------------------------------
# What the municipality's list for selection says of a letter: label and code of the waardering, how
# long it is kept (an ISO 8601 duration; empty: for ever) and under which process.
ARCHIEF_WAARDERING = env.list("ARCHIEF_WAARDERING", default=["Blijvend te bewaren", "B"])
if len(ARCHIEF_WAARDERING) != 2:
    raise ImproperlyConfigured(
        "ARCHIEF_WAARDERING: schrijf een omschrijving en een code, zoals “Blijvend te bewaren,B”."
    )
ARCHIEF_BEWAARTERMIJN = env("ARCHIEF_BEWAARTERMIJN", default="")
ARCHIEF_SELECTIELIJST = env("ARCHIEF_SELECTIELIJST", default="")
ARCHIEF_BEPERKING = env("ARCHIEF_BEPERKING", default="Openbaar")
# Categories of the Wet open overheid, by the keys of TOOI; the griffie decides which.
WOO_CATEGORIEEN = env.list("WOO_CATEGORIEEN", default=["c_db4862c3", "c_c6cd1213"])
if not WOO_CATEGORIEEN:
    raise ImproperlyConfigured("WOO_CATEGORIEEN: noem ten minste één categorie.")

# Who gives time stamps on what is published (RFC 3161), and the file with the root certificates
# that they are checked by; empty: nobody.
TIJDSTEMPEL_URL = env("TIJDSTEMPEL_URL", default="")
TIJDSTEMPEL_CA = env("TIJDSTEMPEL_CA", default="")
if TIJDSTEMPEL_URL and not (TIJDSTEMPEL_URL.startswith(("https://", "http://")) and TIJDSTEMPEL_CA):
    raise ImproperlyConfigured(
        "TIJDSTEMPEL_URL: schrijf een adres, en in TIJDSTEMPEL_CA het bestand waarmee de stempels "
        "te controleren zijn."
    )

# The address of a page that says how a weakness is to be reported; empty: none. The portal's own
# declaration of accessibility: its address in the national register, and what stands there.
BEVEILIGING_MELDEN = env("BEVEILIGING_MELDEN", default="")
TOEGANKELIJKHEID_REGISTER = env("TOEGANKELIJKHEID_REGISTER", default="")
TOEGANKELIJKHEID_STATUS = env("TOEGANKELIJKHEID_STATUS", default="")
TOEGANKELIJKHEID_DATUM = env("TOEGANKELIJKHEID_DATUM", default="")
if TOEGANKELIJKHEID_REGISTER and not (
    TOEGANKELIJKHEID_STATUS in {"A", "B", "C", "D", "E"}
    and re.fullmatch(r"\d{4}-\d{2}-\d{2}", TOEGANKELIJKHEID_DATUM)
):
    raise ImproperlyConfigured(
        "Bij TOEGANKELIJKHEID_REGISTER horen TOEGANKELIJKHEID_STATUS (A tot en met E) en "
        "TOEGANKELIJKHEID_DATUM (2026-01-31), zoals ze in het register staan."
    )

# -- Figures ----------------------------------------------------------------------------------
# Own registrations below this number are not shown for a part of the municipality.
KLEINE_AANTALLEN = env.int("KLEINE_AANTALLEN", default=5)
# A share, a mark or a rate that differs at most so many percent is told as "vrijwel gelijk".
VRIJWEL_GELIJK_PROCENT = env.int("VRIJWEL_GELIJK_PROCENT", default=3)
if not 0 <= VRIJWEL_GELIJK_PROCENT < 100:
    raise ImproperlyConfigured(
        f"VRIJWEL_GELIJK_PROCENT is {VRIJWEL_GELIJK_PROCENT}; schrijf een getal van 0 tot 100."
    )
# A file of the whole country with two million rows is about 120 MB.
IMPORT_MAX_BYTES = env.int("IMPORT_MAX_BYTES", default=500_000_000)

# -- Approval ----------------------------------------------------------------------------------
# Who approves what was handed in, step by step; in a step one of its roles is enough.
_BEOORDELAARS = {"eindredacteur", "leidinggevende", "portefeuillehouder"}
GOEDKEURSTAPPEN = [
    stap.split("|")
    for stap in env.list("GOEDKEURSTAPPEN", default=["eindredacteur|leidinggevende"])
]
if not GOEDKEURSTAPPEN or not all(set(stap) <= _BEOORDELAARS for stap in GOEDKEURSTAPPEN):
    raise ImproperlyConfigured(
        "GOEDKEURSTAPPEN: schrijf de stappen met een komma ertussen; een stap is een rol of meer "
        "rollen met | ertussen: eindredacteur, leidinggevende, portefeuillehouder."
    )

# -- The register of promises ------------------------------------------------------------------
# Who declares a promise to the council settled.
TOEZEGGINGEN_AFDOEN_DOOR = env("TOEZEGGINGEN_AFDOEN_DOOR", default="griffie")
if TOEZEGGINGEN_AFDOEN_DOOR not in {"griffie", "eindredacteur", "secretariaat"}:
    raise ImproperlyConfigured(
        f"TOEZEGGINGEN_AFDOEN_DOOR is {TOEZEGGINGEN_AFDOEN_DOOR!r}; kies griffie, eindredacteur of "
        "secretariaat."
    )

# -- Work in the background -------------------------------------------------------------------
# A queue in the database. The web server starts the worker itself, unless `manage.py werker` runs.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
WERKER_IN_WEB = env.bool("WERKER_IN_WEB", default=True)
# So many things are done at once.
WERKER_PROCESSEN = env.int("WERKER_PROCESSEN", default=os.cpu_count() or 1)
# A worker process that holds more than this begins anew.
WERKER_GEHEUGEN_MB = env.int("WERKER_GEHEUGEN_MB", default=500)
# Making a PDF, with the wait for its turn, may take so many seconds. It is bounded by processor
# time and memory; this only ends what a machine that stands still would never finish.
PDF_WANDKLOK = env.int("PDF_WANDKLOK", default=900)

# -- Mail -------------------------------------------------------------------------------------
# Without an address of a server nothing is sent; on a developer's machine and in the demo a page
# shows what would have been.
EMAIL_URL = env("EMAIL_URL", default="")
if EMAIL_URL:
    vars().update(Omgeving.email_url_config(EMAIL_URL))
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
MAIL_TONEN = DEBUG and not EMAIL_URL
DEFAULT_FROM_EMAIL = env("MAIL_AFZENDER", default="") or CONTACT_EMAIL

# -- Apps -------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "veiligheid.core",
    "themas",
    "monitoring",
    "rapportage",
    "veiligheid.demo",
    "crispy_forms",
    "django_htmx",
    "django_prose_editor",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "veiligheid.bediening.verzoeken.Verzoeken",
    "veiligheid.bediening.koppen.Koppen",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "veiligheid.core.toegang.sessies.Sessies",
    "veiligheid.core.toegang.tweede_stap.TweedeStap",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "veiligheid.urls"
WSGI_APPLICATION = "veiligheid.wsgi.application"
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
                "veiligheid.core.context.gemeente",
                "rapportage.context.menu",
            ],
            "builtins": ["veiligheid.core.templatetags.opmaak"],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ["nlds"]
CRISPY_TEMPLATE_PACK = "nlds"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# -- Database ---------------------------------------------------------------------------------
# Without an address the database is a file under var/; in production that is never meant. Not as an
# address: a path may hold a # or a space.
if "DATABASE_URL" in os.environ or not DEBUG:
    DATABASES = {"default": env.db_url("DATABASE_URL")}
else:
    DATABASES = {
        "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": VAR_DIR / "db.sqlite3"}
    }
DATABASES["default"]["ATOMIC_REQUESTS"] = False
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL and an immediate lock: two writers wait for each other and nobody loses a save.
    # recursive_triggers lets the append-only triggers also see INSERT OR REPLACE.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA recursive_triggers=ON;"
        ),
    }
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
else:
    # Who asks a database that is away hears so, instead of waiting for the operating system.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- People -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "core.Gebruiker"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "veiligheid.core.toegang.wachtwoorden.Lang",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "veiligheid.core.toegang.wachtwoorden.NietBekend"},
]
# Old hashes are renewed by themselves when somebody logs in.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTHENTICATION_BACKENDS = ["veiligheid.core.toegang.achterkant.NaamOfAdres"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "voorpagina"

# -- Coming in --------------------------------------------------------------------------------
# So long one may do nothing before one is logged out.
SESSIE_MINUTEN = env.int("SESSIE_MINUTEN", default=240)
# The same for beheerder, eindredacteur and secretariaat.
SESSIE_MINUTEN_STRENG = env.int("SESSIE_MINUTEN_STRENG", default=60)
SESSION_COOKIE_AGE = SESSIE_MINUTEN * 60
# So long after logging in one may publish and give roles without showing who one is.
VERS_INLOGGEN_MINUTEN = env.int("VERS_INLOGGEN_MINUTEN", default=15)
for _naam in ("SESSIE_MINUTEN", "SESSIE_MINUTEN_STRENG", "VERS_INLOGGEN_MINUTEN"):
    if not 1 <= vars()[_naam] <= 24 * 60:
        raise ImproperlyConfigured(f"{_naam}: schrijf 1 tot en met 1440 minuten.")
# Whoever has one of these roles must have a second factor.
TWEEDE_STAP_ROLLEN = env.list(
    "TWEEDE_STAP_ROLLEN",
    default=[] if DEBUG else ["beheerder", "eindredacteur", "secretariaat"],
)
if unknown := set(TWEEDE_STAP_ROLLEN) - {str(rol) for rol in Rol}:
    raise ImproperlyConfigured(f"TWEEDE_STAP_ROLLEN: {', '.join(sorted(unknown))} is geen rol.")
# An account that was deactivated is emptied after so many months.
ACCOUNTS_BEWAREN_MAANDEN = env.int("ACCOUNTS_BEWAREN_MAANDEN", default=12)

# The municipality's own log-in service (OpenID Connect): its issuer, and who we are to it.
OIDC_SERVER = env("OIDC_SERVER", default="").rstrip("/")
OIDC_CLIENT_ID = env("OIDC_CLIENT_ID", default="")
OIDC_GEHEIM = env("OIDC_GEHEIM", default="")
OIDC_NAAM = env("OIDC_NAAM", default="uw gemeente")
# The claim that holds the roles, and which value is which role; without a claim the roles are given
# in the portal.
OIDC_ROLLEN_CLAIM = env("OIDC_ROLLEN_CLAIM", default="")
OIDC_ROLLEN = {
    said.strip(): rol.strip()
    for rol, _, said in (pair.partition("=") for pair in env.list("OIDC_ROLLEN", default=[]))
}
if unknown := set(OIDC_ROLLEN.values()) - {str(rol) for rol in Rol}:
    raise ImproperlyConfigured(f"OIDC_ROLLEN: {', '.join(sorted(unknown))} is geen rol.")
# The service asks a second factor itself.
OIDC_TWEEDE_STAP = env.bool("OIDC_TWEEDE_STAP", default=False)
OIDC_USERINFO = env.bool("OIDC_USERINFO", default=False)
# Off where everybody comes in by the service.
WACHTWOORD_INLOGGEN = env.bool("WACHTWOORD_INLOGGEN", default=True)
if OIDC_SERVER and not OIDC_CLIENT_ID:
    raise ImproperlyConfigured("Bij OIDC_SERVER hoort OIDC_CLIENT_ID.")
if not (OIDC_SERVER or WACHTWOORD_INLOGGEN):
    raise ImproperlyConfigured(
        "WACHTWOORD_INLOGGEN mag alleen uit waar mensen met OIDC_SERVER binnenkomen."
    )
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "veiligheid.core.oidc.provider.Inlogdienst",
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": OIDC_NAAM,
                "client_id": OIDC_CLIENT_ID,
                "secret": OIDC_GEHEIM,
                "settings": {"server_url": OIDC_SERVER, "fetch_userinfo": OIDC_USERINFO},
            }
        ]
        if OIDC_SERVER
        else [],
    }
}
if OIDC_SERVER:
    INSTALLED_APPS.append("allauth.socialaccount.providers.openid_connect")
SOCIALACCOUNT_ADAPTER = "veiligheid.core.oidc.rollen.InlogdienstRegels"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10

ACCOUNT_ADAPTER = "veiligheid.core.toegang.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_SIGNUP_ENABLED = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
# Of the name and the password `toegang.rem` is the brake; these hold the rest.
ACCOUNT_RATE_LIMITS = {
    "login": "240/m/ip",
    "login_failed": "5/5m/key,20/1h/key",
    "reauthenticate": "60/m/user",
    "change_password": "20/m/user",
}
_TOEGANG = "veiligheid.core.toegang"
ACCOUNT_FORMS = {
    "login": f"{_TOEGANG}.formulieren.Inlogformulier",
    "reauthenticate": f"{_TOEGANG}.formulieren.Bevestigen",
    "change_password": f"{_TOEGANG}.formulieren.WachtwoordWijzigen",
}
# A whole town hall may come by one address.
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
MFA_ADAPTER = f"{_TOEGANG}.tweede_stap.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
# The clock of a phone may be half a minute off.
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
MFA_FORMS = {
    "authenticate": f"{_TOEGANG}.formulieren.Codeformulier",
    "reauthenticate": f"{_TOEGANG}.formulieren.BevestigCode",
    "activate_totp": f"{_TOEGANG}.formulieren.AppInstellen",
    "add_webauthn": f"{_TOEGANG}.formulieren.PasskeyToevoegen",
    "edit_webauthn": f"{_TOEGANG}.formulieren.PasskeyHernoemen",
}
# What the brake counted, for every process and after a restart.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_onthouden",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}

# -- Language and time ------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

# -- Files ------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = DEBUG
# What is uploaded is never more than fits, whatever the browser or the proxy lets through.
FILE_UPLOAD_HANDLERS = [
    "veiligheid.core.uploads.BegrensdeUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]


def _origin(adres: str) -> str:
    return "/".join(adres.split("/")[:3])


# -- Security ---------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # Logging in and out by the service goes on from a form of ours.
        "form-action": [SELF, *([_origin(OIDC_SERVER)] if OIDC_SERVER else [])],
        "base-uri": [NONE],
        # Only the preview beside the form: a page of the portal itself.
        "frame-src": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not DEBUG
if not DEBUG:
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    # Once on the browsers' list a domain does not come off for months, and every name below it
    # needs https: for who manages the domain to decide.
    SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
    SILENCED_SYSTEM_CHECKS = ["security.W021"]
    # Asked over plain http by the container's own health check and by what gathers the numbers.
    SECURE_REDIRECT_EXEMPT = [r"^gezond$", r"^gereed$", r"^metrieken$"]
if env.bool("TRUSTED_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # The last address in X-Forwarded-For: the proxy put it there, whatever a visitor sent before.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

# -- Operation --------------------------------------------------------------------------------
# Who hears by mail what went wrong; with commas between them.
ADMINS = [("", address) for address in env.list("ADMINS", default=[])]
# An error is mailed by the request it happened in, which must not wait for a mail server.
EMAIL_TIMEOUT = 5
SERVER_EMAIL = CONTACT_EMAIL
# Who shows this key gets the numbers at /metrieken; without a key there is no such page.
METRIEKEN_SLEUTEL = env("METRIEKEN_SLEUTEL", default="")
if METRIEKEN_SLEUTEL and len(METRIEKEN_SLEUTEL) < 24:
    raise ImproperlyConfigured("METRIEKEN_SLEUTEL: schrijf 24 tekens of meer.")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "veiligheid.bediening.logregels.JsonRegels"},
        "plain": {"format": "{levelname} {name}: {message}", "style": "{"},
    },
    "filters": {"geen_weigering": {"()": "veiligheid.bediening.logregels.GeenWeigering"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain" if DEBUG else "json",
        },
        "foutmail": {"class": "veiligheid.bediening.foutmail.FoutMail"},
    },
    "root": {"handlers": ["console", "foutmail"], "level": "INFO"},
    "loggers": {
        # Its own handlers know nothing of lines of JSON, and mail the fields of a request.
        "django": {"handlers": [], "propagate": True},
        "django.request": {"filters": ["geen_weigering"]},
        # Whoever tries the door under another name is refused; the line of the request tells it.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
        # Runserver's line for every request: ours says more.
        "django.server": {"handlers": [], "propagate": DEBUG},
        "veiligheid.verzoek": {"level": "WARNING" if DEBUG else "INFO"},
    },
}
