# syntax=docker/dockerfile:1
# The portal as an image: no compiler, no package manager's caches, no root.
#   docker build -t veiligheidsbrief:0.2.0 .

# The same image for everybody; the tag is for people. A newer one: docs/howto/bijwerken.md.
FROM python:3.12.14-slim-bookworm@sha256:782412e85d0f0984994c290652577d4018aff08145c85b262bb63dc0c7522254 AS base
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
# WeasyPrint draws the PDF's text with Pango; the fonts come with the portal, none of the system's.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /portaal
ENV PATH=/portaal/.venv/bin:$PATH

FROM base AS builder
# The lock first: this layer stays as long as the dependencies do.
COPY requirements.txt ./
RUN python -m venv .venv \
    && .venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
# Settings want a key to load; this one signs nothing and does not reach the next stage.
RUN python -m veiligheid.core.fonts \
    && python -m monitoring.charts.bundel \
    && DJANGO_SECRET_KEY=only-to-collect-static-files DATABASE_URL=sqlite://:memory: \
       python manage.py collectstatic --noinput \
    && python -m compileall -q veiligheid themas monitoring rapportage

FROM base AS runtime
# Everything is root's and read-only to the portal; it writes to /tmp alone.
RUN useradd --system --uid 10001 --home-dir /portaal --shell /usr/sbin/nologin portaal
COPY --from=builder /portaal /portaal
USER 10001
ENV DJANGO_SETTINGS_MODULE=veiligheid.settings \
    GRANIAN_HOST=0.0.0.0 \
    GRANIAN_PORT=8000 \
    GRANIAN_WORKERS=2 \
    GRANIAN_BLOCKING_THREADS=8 \
    # One that ends is replaced, one that grew or is old as well; when that does not help, the server
    # ends and whoever runs it starts it again.
    GRANIAN_RESPAWN_FAILED_WORKERS=true \
    GRANIAN_RESPAWN_INTERVAL=1 \
    GRANIAN_WORKERS_MAX_RSS=600 \
    GRANIAN_WORKERS_LIFETIME=12h \
    GRANIAN_WORKERS_KILL_TIMEOUT=30
EXPOSE 8000
# Ready, and not only alive. Asked under a name the portal answers to: the first of ALLOWED_HOSTS.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; host = os.environ.get('ALLOWED_HOSTS', '').split(',')[0].strip(' .*') or 'localhost'; u.urlopen(u.Request('http://127.0.0.1:8000/gereed', headers={'Host': host}), timeout=4)"]
CMD ["granian", "--interface", "wsgi", "veiligheid.wsgi:application"]
