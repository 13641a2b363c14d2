# Every image of the platform. docs/OPERATIONS.md, "Images", has the table of commands, ports and writable folders.
#   docker build --build-arg APP=gateway -t veza/gateway .        APP: gateway, chat, media, catalog, booking
#   docker build --target migrate -t veza/migrate .               the migrations of all of them
# Behind a registry of your own, its settings go in without staying: --secret id=npmrc,src=$HOME/.npmrc
ARG NODE_VERSION=24

FROM node:${NODE_VERSION}-bookworm-slim AS base
WORKDIR /veza

# What `npm ci` reads, and nothing that changes more often.
FROM base AS manifests
COPY package.json package-lock.json .npmrc ./
COPY libs/contracts/package.json libs/contracts/
COPY libs/database/package.json libs/database/
COPY libs/platform/package.json libs/platform/
COPY libs/sdk/package.json libs/sdk/
COPY libs/servers/package.json libs/servers/
COPY libs/testing/package.json libs/testing/
COPY libs/transport/package.json libs/transport/
COPY apps/booking/package.json apps/booking/
COPY apps/catalog/package.json apps/catalog/
COPY apps/chat/package.json apps/chat/
COPY apps/e2e/package.json apps/e2e/
COPY apps/gateway/package.json apps/gateway/
COPY apps/media/package.json apps/media/
COPY tools/bench/package.json tools/bench/

# All apps, once for all images: transpiled, and set out in /runtime as they will lie in an image.
FROM manifests AS built
RUN --mount=type=cache,target=/root/.npm --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci --include=dev
COPY nx.json .swcrc tsconfig.base.json ./
COPY libs libs
COPY apps apps
RUN NX_DAEMON=false npx nx run-many -t build \
      -p tag:type:contracts,tag:type:transport,tag:type:platform,tag:type:database,tag:type:app --output-style=static \
 && for part in libs/contracts libs/transport libs/platform libs/database apps/gateway apps/chat apps/media apps/catalog apps/booking; do \
      mkdir -p /runtime/$part && cp -r $part/package.json $part/dist /runtime/$part; \
    done \
 && find /runtime -name '*.map' -delete

# The packages of one workspace without what only compilers and readers look at: two thirds of their bytes.
FROM manifests AS modules
ARG APP=gateway
RUN --mount=type=cache,target=/root/.npm --mount=type=secret,id=npmrc,target=/root/.npmrc \
    npm ci --omit=dev --ignore-scripts -w @veza/${APP} \
 && find node_modules -type f \( -name '*.map' -o -name '*.ts' -o -name '*.mts' -o -name '*.cts' -o -name '*.md' \) -delete

FROM manifests AS migrate-modules
RUN --mount=type=cache,target=/root/.npm --mount=type=secret,id=npmrc,target=/root/.npmrc \
    npm ci --omit=dev --ignore-scripts -w @veza/database \
 && find node_modules -type f \( -name '*.map' -o -name '*.ts' -o -name '*.mts' -o -name '*.cts' -o -name '*.md' \) -delete

# The root file system may be read-only: what is written goes to /tmp, and with media to /data.
FROM base AS runtime
ENV NODE_ENV=production NODE_OPTIONS=--max-semi-space-size=8 HOST=0.0.0.0

# A migration of the service's own data must not need the service's packages: those of libs/database are all there is.
FROM runtime AS migrate
COPY --from=built /runtime/libs libs
COPY --from=migrate-modules /veza/node_modules node_modules
COPY --from=built /runtime/apps apps
COPY tools/containers/image/migrate.mjs ./
USER 1000:1000
CMD ["node", "migrate.mjs"]

FROM runtime AS service
ARG APP=gateway
RUN if [ "$APP" = media ]; then \
      apt-get update && apt-get install -y --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/* \
   && install -d -o 1000 -g 1000 /data; \
    fi
COPY --from=modules /veza/node_modules node_modules
COPY --from=built /runtime/libs libs
COPY tools/containers/image/healthcheck.mjs ./
COPY --from=built /runtime/apps/${APP} apps/${APP}
WORKDIR /veza/apps/${APP}
# The same port for all, since each has an address of its own; whoever puts several on one address gives each its own.
ENV OPS_PORT=9100 MEDIA_DATA_DIR=/data
EXPOSE 9100
USER 1000:1000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 CMD ["node", "/veza/healthcheck.mjs"]
CMD ["node", "dist/main.js"]
