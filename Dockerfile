# The image of worker, API, codec server and jobs (target `service`), of backups (target `backup`), and of what a try-out has beside them
# (target `try`).
# What runs is what was tested: TypeScript by tsx, the versions of the lock file, no install scripts (ADR 0008, 0023).
FROM node:20.20.2-bookworm-slim AS base
ENV NODE_ENV=production TZ=UTC
WORKDIR /app

FROM base AS packages
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
# Half of it is Temporal's core for other systems, and the database of the embedded run.
RUN rm -rf node_modules/@temporalio/core-bridge/releases/*-apple-* node_modules/@temporalio/core-bridge/releases/*-windows-* node_modules/@electric-sql

FROM base AS all-packages
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --ignore-scripts --no-audit --no-fund

FROM base AS service
# Directories that volumes are mounted on: whoever runs the container writes there.
RUN mkdir -p -m 1777 /run/tokens/service /run/tokens/operator
COPY --from=packages /app/node_modules ./node_modules
COPY package.json ./
COPY domain ./domain
COPY messages ./messages
COPY workflows ./workflows
COPY activities ./activities
COPY telemetry ./telemetry
COPY store ./store
COPY security ./security
COPY api ./api
COPY worker ./worker
COPY profiles ./profiles
# A worker that starts finds its bundle made; only root, whose the code is, can write there (ADR 0029).
RUN node --import tsx worker/bundle-main.ts && rm -rf /tmp/*
USER 10001:10001
ENV SLUSS_HEALTH_URL=http://127.0.0.1:8080/readyz
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["node", "api/healthy.mjs"]
CMD ["node", "--import", "tsx", "api/main.ts"]

# Backups want PostgreSQL's own client, of the server's major version.
FROM service AS backup
USER root
RUN apt-get update && apt-get install --yes --no-install-recommends postgresql-client-15 && rm -rf /var/lib/apt/lists/*
USER 10001:10001

FROM service AS try
COPY --from=all-packages /app/node_modules ./node_modules
COPY dev ./dev
