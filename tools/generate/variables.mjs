// docs/VARIABLES.md, and the names for the launcher, from the config schemas of the apps: `node tools/generate/variables.mjs` writes it, `--check` compares.
import { keep } from './keep.mjs';
import { APPS, readVariables } from './config-schemas.mjs';

const variables = readVariables();

const fallbackOf = ({ name, fallback, required, secret, apps }) => {
  if (apps.length > 1 && name === 'OPS_PORT') return 'one of its own for each app';
  if (required) return '**required**';
  if (secret || fallback === undefined || fallback === '') return '';
  return `\`${fallback}\``;
};
const row = (variable) => `| \`${variable.name}\` | ${fallbackOf(variable)} | ${variable.description ?? ''} |`;
const table = (rows) => ['| variable | default | meaning |', '|---|---|---|', ...rows, ''].join('\n');
const readBy = (test) => variables.filter(({ apps, constant }) => !constant && test(apps)).map(row);

/** A paragraph as lines. */
const wrapped = (text) => text.match(/\S.{0,118}(?=\s|$)/g) ?? [];

const page = [
  '# Variables',
  '',
  'Made by `node tools/generate/variables.mjs` from the config schemas; `npm test` compares.',
  'A service that starts lists all mistakes of its configuration at once.',
  '',
  'A value with a secret may be in a file, such as a secret of Docker: `VEZA_SECRET_FILE=/run/secrets/veza` instead of',
  '`VEZA_SECRET`. Each of these variables has such a form, with `_FILE` at the end of its name:',
  ...wrapped(`${variables.flatMap(({ name, secret }) => (secret ? [`\`${name}\``] : [])).join(', ')}.`),
  '',
  '## Every service',
  '',
  table(readBy((apps) => apps.length === APPS.length)),
  ...APPS.flatMap((app) => [`## ${app}`, '', table(readBy((apps) => apps.length < APPS.length && apps.includes(app)))]),
].join('\n');

keep('docs/VARIABLES.md', page, 'node tools/generate/variables.mjs');

const named = (app) => variables.filter(({ apps }) => apps.includes(app)).map(({ name }) => name);
const byApp = Object.fromEntries(APPS.map((app) => [app, named(app)]));
keep('tools/stack/launcher/variables.json', `${JSON.stringify(byApp, null, 2)}\n`, 'node tools/generate/variables.mjs');
