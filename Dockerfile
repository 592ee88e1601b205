# Airflow, Great Expectations and Dateline from the lock file: the same versions as in `make setup`.
FROM python:3.11-slim-bookworm

RUN apt-get update \
 && apt-get install --yes --no-install-recommends curl tini \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home --uid 50000 dateline \
 && mkdir -p /opt/airflow/auth /opt/airflow/logs /opt/dateline/archive /opt/dateline/sources \
 && chown -R dateline:dateline /opt/airflow /opt/dateline

WORKDIR /opt/dateline/app
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock
COPY pyproject.toml README.md LICENSE CHANGELOG.md ./
COPY src ./src
COPY sql ./sql
RUN pip install --no-cache-dir --no-deps --no-build-isolation .

ENV AIRFLOW_HOME=/opt/airflow \
    GX_ANALYTICS_ENABLED=false
USER dateline
WORKDIR /opt/airflow
ENTRYPOINT ["tini", "--"]
CMD ["airflow", "version"]
