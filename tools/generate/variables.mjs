// docs/VARIABLES.md from the config schemas of the apps: `node tools/generate/variables.mjs` writes it, `--check` compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { describeConfig } from '../../libs/platform/dist/index.js';

const PAGE = new URL('../../docs/VARIABLES.md', import.meta.url);
const APPS = ['gateway', 'chat', 'media', 'catalog', 'booking'];

/** What an app's `config.ts` exports that is a schema: zod objects have a `shape`. */
async function variablesOf(app) {
  const config = await import(`../../apps/${app}/dist/config.js`);
  const schemas = Object.values(config).filter((value) => typeof value === 'object' && value !== null && 'shape' in value);
  const all = schemas.flatMap((schema) => describeConfig(schema));
  return [...new Map(all.map((variable) => [variable.name, variable])).values()];
}

const readers = new Map();
const variables = new Map();
for (const app of APPS) {
  for (const variable of await variablesOf(app)) {
    readers.set(variable.name, [...(readers.get(variable.name) ?? []), app]);
    if (!variables.has(variable.name)) variables.set(variable.name, variable);
  }
}

const fallbackOf = ({ name, fallback, required, secret }) => {
  if (readers.get(name).length > 1 && name === 'OPS_PORT') return 'one of its own for each app';
  if (required) return '**required**';
  if (secret || fallback === undefined || fallback === '') return '';
  return `\`${fallback}\``;
};
const row = (variable) => `| \`${variable.name}\` | ${fallbackOf(variable)} | ${variable.description ?? ''} |`;
const table = (rows) => ['| variable | default | meaning |', '|---|---|---|', ...rows, ''].join('\n');
const readBy = (test) => [...variables.values()].filter(({ name }) => test(readers.get(name))).map(row);

const page = [
  '# Variables',
  '',
  'Made by `node tools/generate/variables.mjs` from the config schemas; `npm test` compares. All mistakes are told at once, at the start.',
  '',
  '## Every service',
  '',
  table(readBy((apps) => apps.length === APPS.length)),
  ...APPS.flatMap((app) => [`## ${app}`, '', table(readBy((apps) => apps.length < APPS.length && apps.includes(app)))]),
].join('\n');

if (process.argv.includes('--check')) {
  if (readFileSync(PAGE, 'utf8') !== page) {
    console.error('docs/VARIABLES.md is not what the config schemas say: run node tools/generate/variables.mjs');
    process.exit(1);
  }
} else writeFileSync(PAGE, page);
