import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must } from './run.mjs';

/** What the stand-in has in common with the public image: templates become files of conf.d, and /tmp is enough to write to. */
const FILES = {
  Dockerfile: `FROM localhost/debian-slim
RUN apt-get -qq update && apt-get -qq install -y --no-install-recommends nginx-light gettext-base >/dev/null && rm -rf /var/lib/apt/lists/*
COPY nginx.conf /etc/nginx/nginx.conf
COPY --chmod=755 entrypoint /entrypoint
RUN rm -f /etc/nginx/conf.d/* && chmod 1777 /etc/nginx/conf.d
ENTRYPOINT ["/entrypoint"]
CMD ["nginx", "-e", "stderr", "-g", "daemon off;"]
`,
  'nginx.conf': `pid /tmp/nginx.pid;
error_log stderr;
events {}
http {
  include /etc/nginx/mime.types;
  access_log off;
  client_body_temp_path /tmp/client;
  proxy_temp_path /tmp/proxy;
  fastcgi_temp_path /tmp/fastcgi;
  uwsgi_temp_path /tmp/uwsgi;
  scgi_temp_path /tmp/scgi;
  include /etc/nginx/conf.d/*.conf;
}
`,
  entrypoint: String.raw`#!/bin/sh
set -e
names=$(env | sed -n 's/^\([A-Z_]*\)=.*/\${\1}/p' | tr '\n' ' ')
for file in /etc/nginx/templates/*.template; do envsubst "$names" < "$file" > "/etc/nginx/conf.d/$(basename "$file" .template)"; done
exec "$@"
`,
};

/** @param {string} image */
export const isNginx = (image) => image.startsWith('nginxinc/');

/** Builds a stand-in for the image of nginx from Debian's package, on the base that the program of `--bases` has made. @param {string} image */
export async function buildNginx(image) {
  const folder = mkdtempSync(join(tmpdir(), 'veza-nginx-'));
  try {
    for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
    const tag = ['-t', `docker.io/${image}`];
    await must('buildah', ['build', '--isolation=chroot', '--format=docker', '--pull=never', ...tag, folder]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
