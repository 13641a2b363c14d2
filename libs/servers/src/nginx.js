import { mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchProgram } from './fetch/packages.js';
import { isExecutable, onPath } from './find.js';
import { freePort } from './ports.js';
import { RunningServer } from './running-server.js';
import { SetupError } from './setup-error.js';

const NGINX = {
  name: 'nginx',
  apt: 'nginx',
  brew: 'nginx',
  programs: ['nginx'],
  folder: 'usr/sbin',
  way: 'install nginx',
};

/** @type {typeof import('./index.d.ts').provideNginx} */
export async function provideNginx(state, say) {
  const find = (/** @type {string | undefined} */ folder) =>
    [...(folder === undefined ? [] : [join(folder, 'nginx')]), '/usr/sbin/nginx', ...onPath('nginx')].find(isExecutable);
  const found = find(undefined) ?? find(await fetchProgram(NGINX, state, say));
  if (!found) throw new SetupError(`nginx was fetched but is not there: ${NGINX.way}.`);
  return found;
}

/** @type {typeof import('./index.d.ts').startNginx} */
export async function startNginx(file, template, values) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'veza-nginx-')));
  const port = await freePort();
  const all = { ...values, MEDIA_FRONT_LISTEN: `127.0.0.1:${port}` };
  const server = Object.entries(all).reduce((text, [name, value]) => text.replaceAll(`\${${name}}`, value), template);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((each) => `${each}_temp_path ${folder}/${each};`);
  const settings = join(folder, 'nginx.conf');
  writeFileSync(
    settings,
    [
      ...(process.getuid?.() === 0 ? ['user root;'] : []),
      'daemon off;',
      `pid ${folder}/nginx.pid;`,
      'worker_processes 1;',
      'events { worker_connections 1024; }',
      `http { access_log off; default_type application/octet-stream; ${temporary.join(' ')}`,
      server,
      '}',
    ].join('\n'),
  );
  const url = `http://127.0.0.1:${port}`;
  const running = new RunningServer({
    name: 'nginx',
    url,
    port,
    folder,
    command: file,
    args: ['-c', settings, '-e', join(folder, 'error.log'), '-p', folder],
    logFile: join(folder, 'server.log'),
    user: undefined,
    throwAway: true,
    isReady: () =>
      fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
        () => true,
        () => false,
      ),
    stops: [{ signal: 'SIGTERM', waitMs: 5_000 }],
  });
  await running.start();
  return Object.assign(running, { errors: () => readFileSync(join(folder, 'error.log'), 'utf8') });
}
