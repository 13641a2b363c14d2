import { mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchProgram } from './fetch/packages.js';
import { isExecutable, onPath } from './find.js';
import { freePort } from './ports.js';
import { RunningServer } from './running-server.js';
import { SetupError } from './setup-error.js';

const PROMETHEUS = {
  name: 'Prometheus',
  apt: 'prometheus',
  brew: 'prometheus',
  programs: ['prometheus', 'promtool'],
  way: 'install prometheus',
};

/** @type {typeof import('./index.d.ts').providePrometheus} */
export async function providePrometheus(state, say) {
  const find = (/** @type {string | undefined} */ folder) => {
    const of = (/** @type {string} */ name) =>
      [...(folder === undefined ? [] : [join(folder, name)]), ...onPath(name)].find(isExecutable);
    const [prometheus, promtool] = [of('prometheus'), of('promtool')];
    return prometheus && promtool ? { prometheus, promtool } : undefined;
  };
  const found = find(undefined) ?? find(await fetchProgram(PROMETHEUS, state, say));
  if (!found) throw new SetupError(`Prometheus was fetched but is not there: ${PROMETHEUS.way}.`);
  return found;
}

/** @type {typeof import('./index.d.ts').startPrometheus} */
export async function startPrometheus(file, settings, rules) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'veza-prometheus-')));
  const port = await freePort();
  const config = join(folder, 'prometheus.json'); // YAML has JSON in it
  writeFileSync(join(folder, 'rules.json'), JSON.stringify(rules));
  writeFileSync(config, JSON.stringify({ ...settings, rule_files: [join(folder, 'rules.json')] }));
  const url = `http://127.0.0.1:${port}`;
  const running = new RunningServer({
    name: 'Prometheus',
    url,
    port,
    folder,
    command: file,
    args: [`--config.file=${config}`, `--storage.tsdb.path=${folder}/data`, `--web.listen-address=127.0.0.1:${port}`],
    logFile: join(folder, 'server.log'),
    user: undefined,
    throwAway: true,
    isReady: () =>
      fetch(`${url}/-/ready`, { signal: AbortSignal.timeout(2_000) }).then(
        ({ ok }) => ok,
        () => false,
      ),
    stops: [{ signal: 'SIGTERM', waitMs: 5_000 }],
  });
  await running.start();
  return running;
}
