// .env.example from the config schemas and docker-compose.yml: `node tools/generate/env-example.mjs` writes it, `--check` compares.
import { readFileSync } from 'node:fs';
import { keep } from './keep.mjs';
import { APPS, readVariables } from './config-schemas.mjs';

const compose = readFileSync(new URL('../../docker-compose.yml', import.meta.url), 'utf8');
const variables = await readVariables();
const known = new Map(variables.map((variable) => [variable.name, variable]));

/** What only docker-compose.yml reads. */
const OF_COMPOSE = {
  POSTGRES_PASSWORD: "Password of the schemas' owner; letters and digits, since it becomes part of an address",
  REDIS_PASSWORD: 'Password of Redis; letters and digits, since it becomes part of an address',
  NODE_VERSION: 'Version of Node in the images (--build makes them again)',
  VEZA_VERSION: 'Tag of the images',
  VEZA_ENV_FILE: 'The file that the services read their settings from; give docker compose the same one with --env-file',
  PUBLISH_ADDRESS: 'The address of this machine on which the doors are; a front that speaks TLS belongs before them',
  PUBLISH_HTTP: 'Port of the gateway there',
  PUBLISH_WS: "Port of the first chat replica's sockets there",
  PUBLISH_WS_FLAT: 'The same of its second listener',
  PUBLISH_WS_2: "Port of the second chat replica's sockets there",
  PUBLISH_WS_FLAT_2: 'The same of its second listener',
};

const asked = [...new Map([...compose.matchAll(/\$\{(\w+):([?-])([^}]*)\}/g)].map((match) => [match[1], match])).values()];
const required = asked.filter(([, , kind]) => kind === '?').map(([, name]) => name);
const optional = asked.filter(([, name, kind]) => kind === '-' && name in OF_COMPOSE);
const settled = new Set([...compose.matchAll(/^\s+([A-Z][A-Z_]+): /gm)].map(([, name]) => name));

const meaning = (name) => OF_COMPOSE[name] ?? known.get(name)?.description;
const stranger = asked.find(([, name]) => meaning(name) === undefined);
if (stranger) throw new Error(`docker-compose.yml asks for ${stranger[1]}, which no config schema and no list here knows`);

const given = ({ name, fallback, secret }) => `#${name}=${secret || fallback?.startsWith('$') ? '' : (fallback ?? '')}`;
const entry = (variable) => {
  const note = settled.has(variable.name) && !asked.some(([, name]) => name === variable.name);
  return [`# ${variable.description}${note ? ' (docker-compose.yml sets it)' : ''}`, given(variable)];
};
const section = (title, test) => [
  '',
  `# ---- ${title}`,
  ...variables.filter(({ name, apps }) => !required.includes(name) && test(apps)).flatMap(entry),
];

const file = [
  '# Made by `node tools/generate/env-example.mjs` from the config schemas and docker-compose.yml; `npm test` compares.',
  '# Copy it to .env. A line that stays a comment means its default; docs/VARIABLES.md is the same as a table.',
  '',
  '# ---- Must be given: nothing starts without (openssl rand -hex 32 makes one)',
  ...required.flatMap((name) => [`# ${meaning(name)}`, `${name}=`]),
  '',
  '# ---- docker-compose.yml alone',
  ...optional.flatMap(([, name, , fallback]) => [`# ${meaning(name)}`, `#${name}=${fallback}`]),
  ...section('Every service', (apps) => apps.length === APPS.length),
  ...APPS.flatMap((app) => section(app, (apps) => apps.length < APPS.length && apps.includes(app))),
  '',
].join('\n');

keep('.env.example', file, 'node tools/generate/env-example.mjs');
