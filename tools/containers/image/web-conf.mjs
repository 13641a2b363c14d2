/**
 * Prints the configuration of nginx for the image of the web client: the files of `/veza/files/app` under `/app/` at port
 * 8080, with the headers of the gateway; health at port 9100. It runs in the folder of the built repository.
 */
import { readFileSync } from 'node:fs';

const { ASSETS, CACHE_CONTROL, clientHeaders } = await import(`${process.cwd()}/apps/gateway/dist/api/web/client-headers.js`);

const page = readFileSync('apps/web/dist/index.html', 'utf8');
const headers = Object.entries(clientHeaders(process.env.MEDIA_PUBLIC_URL || undefined, page))
  .map(([name, value]) => `    add_header ${name} "${value}" always;`)
  .join('\n');

console.log(`worker_processes 2;
pid /tmp/nginx.pid;
error_log /dev/stderr warn;
events {
  worker_connections 1024;
}
http {
  include /etc/nginx/mime.types;
  types {
    application/manifest+json webmanifest;
  }
  # Only public files are asked for here: a log would be of addresses and people.
  access_log off;
  server_tokens off;
  absolute_redirect off;
  sendfile on;
  gzip_static on;
  client_body_temp_path /tmp/body;
  proxy_temp_path /tmp/proxy;
  fastcgi_temp_path /tmp/fastcgi;
  uwsgi_temp_path /tmp/uwsgi;
  scgi_temp_path /tmp/scgi;
  map $uri $veza_cache {
    ~^/app${ASSETS} "${CACHE_CONTROL.asset}";
    default "${CACHE_CONTROL.page}";
  }
  server {
    listen 8080;
    root /veza/files;
${headers}
    # Not with "always": a missing file of another version must not be kept.
    add_header cache-control $veza_cache;
    location = /app {
      return 302 /app/;
    }
    # A path without a file extension is the page, whose router reads the address.
    location ~ ^/app/.+\\.\\w+$ {
      try_files $uri =404;
    }
    location /app/ {
      try_files /app/index.html =404;
    }
    location / {
      return 404;
    }
  }
  server {
    listen 9100;
    location = /healthz {
      return 200;
    }
    location = /readyz {
      return 200;
    }
    location / {
      return 404;
    }
  }
}`);
