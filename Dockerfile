# SmartPlan in one image: the steps are the scripts that `make run` uses on a bare machine.

FROM python:3.12-slim-bookworm AS build
WORKDIR /srv/smartplan
COPY requirements requirements
COPY scripts scripts
COPY pyproject.toml .
RUN scripts/make-venv base

FROM python:3.12-slim-bookworm
WORKDIR /srv/smartplan
COPY scripts scripts
RUN scripts/install-packages image && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /srv/smartplan smartplan \
    && install -d -m 700 -o smartplan /var/lib/smartplan
COPY --from=build /srv/smartplan/.venv .venv
COPY . .
ENV PYTHONUNBUFFERED=1 \
    SMARTPLAN_DATA_DIR=/var/lib/smartplan \
    SMARTPLAN_STATIC_ROOT=/srv/smartplan/staticfiles \
    SMARTPLAN_BIND=0.0.0.0:8000
# The static files belong to the image; the key for this step is thrown away with its folder.
RUN SMARTPLAN_DATA_DIR=/tmp/build .venv/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && rm -rf /tmp/build
USER smartplan
VOLUME /var/lib/smartplan
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD [".venv/bin/python", "scripts/healthcheck.py"]
CMD ["scripts/start"]
