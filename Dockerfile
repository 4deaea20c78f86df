# One image for the server and the worker. Build: docker build -t rapport .
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    RAPPORT_DATA_DIR=/data

# Croatian and Slovak spelling; English and Russian come along with a requirement.
RUN apt-get update -q && apt-get install -y -q --no-install-recommends hunspell-hr hunspell-sk hunspell-en-gb \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY requirements/runtime.txt requirements/runtime.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/runtime.txt
COPY LICENSE README.md CHANGELOG.md pyproject.toml ./
COPY src src

# The package is used from src as it stands; catalogues are compiled once, here.
RUN echo /app/src > "$(python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/rapport.pth" \
 && printf '#!/bin/sh\nexec python -m rapport "$@"\n' > /usr/local/bin/rapport && chmod +x /usr/local/bin/rapport \
 && python -m rapport.config.catalogues compile \
 && useradd --system --uid 10001 --home-dir /data --create-home rapport

USER rapport
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/', timeout=4)"]
CMD ["rapport", "serve", "--host", "0.0.0.0"]
