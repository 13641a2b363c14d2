# All images of the platform. For commands, ports and writable folders see docs/OPERATIONS.md, "Images".
#   docker build --build-arg APP=gateway -t veza/gateway .        APP: gateway, chat, media, catalog, booking, community
#   docker build --target migrate -t veza/migrate .               the migrations of all of them
#   docker build --target web --build-arg APP=web -t veza/web .   the web client behind nginx; the gateway has it, too
#   docker build --build-arg COMMIT="$(git rev-parse --short=12 HEAD)" …                        the commit in veza_build_info
#   docker build --build-arg RELEASE=1 --build-arg NODE_IMAGE=node:24-bookworm-slim@sha256:… …   a base without a digest is refused
# With a private registry: --secret id=npmrc,src=$HOME/.npmrc (not stored in any layer)
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS base
ARG NODE_IMAGE
ARG RELEASE=
RUN case "${RELEASE:+release}$NODE_IMAGE" in *@sha256:*) ;; release*) echo "RELEASE needs NODE_IMAGE with a digest (@sha256:…)"; exit 1 ;; esac
WORKDIR /veza

# Inputs of `npm ci` only, so that this layer is rebuilt rarely.
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
COPY apps/community/package.json apps/community/
COPY apps/e2e/package.json apps/e2e/
COPY apps/gateway/package.json apps/gateway/
COPY apps/media/package.json apps/media/
COPY apps/web/package.json apps/web/
COPY tools/bench/package.json tools/bench/

# All apps, built once for all images and laid out in /runtime as in an image.
FROM manifests AS built
RUN --mount=type=cache,target=/root/.npm --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci --include=dev
COPY nx.json .swcrc tsconfig.base.json ./
COPY tools/build tools/build
COPY libs libs
COPY apps apps
ARG COMMIT=
RUN NX_DAEMON=false npx nx run-many -t build --output-style=static \
      -p @veza/gateway,@veza/chat,@veza/media,@veza/catalog,@veza/booking,@veza/community,@veza/web \
 && for app in gateway chat media catalog booking community; do \
      mkdir -p /runtime/apps/$app /runtime/modules/$app && cp -r apps/$app/package.json apps/$app/dist /runtime/apps/$app \
   && node tools/build/outside.mjs apps/$app/dist /runtime/modules/$app; \
    done \
 && find /runtime -name '*.map' -delete \
 && mkdir -p /runtime/files/chat /runtime/files/media /runtime/files/catalog /runtime/files/booking /runtime/files/community \
      /runtime/files/gateway \
 && cp -r apps/web/dist /runtime/files/gateway/web

# For the bill of materials of the web client.
FROM manifests AS web-modules
RUN --mount=type=cache,target=/root/.npm --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci --omit=dev -w @veza/web

# The root file system may be read-only: services write to /tmp only, and media to /data.
FROM base AS runtime
ENV NODE_ENV=production NODE_OPTIONS=--max-semi-space-size=8 HOST=0.0.0.0

FROM runtime AS migrate
COPY --from=built /runtime/apps apps
COPY tools/containers/image/migrate.mjs ./
RUN --mount=type=bind,source=tools/containers/image/sbom.mjs,target=/tmp/sbom.mjs node /tmp/sbom.mjs sbom.cdx.json apps/*/dist
USER 1000:1000
CMD ["node", "migrate.mjs"]

# The web client for a front of its own. MEDIA_PUBLIC_URL: where signed addresses lead, if not to the origin of the client.
FROM built AS web-settings
ARG MEDIA_PUBLIC_URL=
COPY tools/containers/image/web-conf.mjs ./
RUN node web-conf.mjs > nginx.conf

FROM runtime AS web
RUN apt-get update && apt-get install -y --no-install-recommends nginx-light && rm -rf /var/lib/apt/lists/*
COPY tools/containers/image/healthcheck.mjs ./
RUN --mount=type=bind,source=tools/containers/image/sbom.mjs,target=/tmp/sbom.mjs \
    --mount=type=bind,from=web-modules,source=/veza/node_modules,target=/tmp/node_modules \
    node /tmp/sbom.mjs sbom.cdx.json /tmp/node_modules
COPY --from=built /runtime/files/gateway/web files/app
COPY --from=web-settings /veza/nginx.conf ./
ENV OPS_PORT=9100
EXPOSE 8080 9100
USER 1000:1000
STOPSIGNAL SIGQUIT
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 CMD ["node", "/veza/healthcheck.mjs"]
CMD ["nginx", "-c", "/veza/nginx.conf", "-g", "daemon off;"]

FROM runtime AS service
ARG APP=gateway
RUN if [ "$APP" = media ]; then \
      apt-get update && apt-get install -y --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/* \
   && install -d -o 1000 -g 1000 /data; \
    fi
COPY --from=built /runtime/modules/${APP} ./
COPY --from=built /runtime/apps/${APP} apps/${APP}
COPY tools/containers/image/healthcheck.mjs ./
RUN --mount=type=bind,source=tools/containers/image/sbom.mjs,target=/tmp/sbom.mjs node /tmp/sbom.mjs sbom.cdx.json node_modules apps/${APP}/dist
# The gateway has the web client in /veza/web, and serves it with WEB_DIR.
COPY --from=built /runtime/files/${APP} ./
WORKDIR /veza/apps/${APP}
# One ops port for all images: each container has its own address. Set OPS_PORT where several share one.
ENV OPS_PORT=9100 MEDIA_DATA_DIR=/data
EXPOSE 9100
USER 1000:1000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 CMD ["node", "/veza/healthcheck.mjs"]
CMD ["node", "dist/main.js"]
