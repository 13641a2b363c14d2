import { readFileSync } from 'node:fs';
import { checkNode } from '../stack/workspace/install.mjs';
import { SetupError } from '../../libs/servers/src/setup-error.js';
import { program, run, SERVICES } from './installation.mjs';

/** The names of the variables that each app reads. @type {Record<string, string[]>} */
const VARIABLES = JSON.parse(readFileSync(new URL('../stack/launcher/variables.json', import.meta.url), 'utf8'));
const KNOWN = new Set(Object.values(VARIABLES).flat());
const LIMIT_MS = 60_000;
const HEADING = /^The configuration has (a mistake|\d+ mistakes):$/;
const MISSPELT = /^(\w+) is no variable of this program/;

/**
 * What is wrong with an installation, a sentence each: what the doctors of all services find, with the names of the services
 * before it. Each service reads the variables itself, so its own rules and defaults hold.
 *
 * @param {NodeJS.ProcessEnv} env @returns {Promise<string[]>}
 */
export async function examine(env) {
  /** @type {Map<string, string[]>} services by sentence */
  const found = new Map();
  const services = Object.keys(SERVICES);
  const results = await Promise.all(services.map((app) => diagnose(app, env)));
  results.forEach((sentences, i) => {
    for (const sentence of sentences) found.set(sentence, [...(found.get(sentence) ?? []), services[i] ?? '']);
  });
  const all = [...found].map(
    ([sentence, apps]) => `${apps.length === services.length ? 'all services' : apps.join(', ')}: ${sentence}`,
  );
  return [...nodeFindings(), ...all.sort()];
}

/** @param {string} app @param {NodeJS.ProcessEnv} env @returns {Promise<string[]>} */
async function diagnose(app, env) {
  // Warnings of Node and of packages are no findings.
  const quiet = { ...env, NODE_NO_WARNINGS: '1' };
  const { code, lines } = await run(program(app, 'doctor'), [], { env: quiet, output: true, limitMs: LIMIT_MS });
  const sentences = lines.map((line) => line.trim()).filter((line) => !HEADING.test(line) && !isOfAnother(line));
  return code !== 0 && sentences.length === 0 ? [`its doctor ended with ${code} and printed nothing`] : [...new Set(sentences)];
}

/** All services are given all variables: the name of one service may be near to that of another. @param {string} line */
function isOfAnother(line) {
  const name = MISSPELT.exec(line)?.[1];
  return name !== undefined && KNOWN.has(name.replace(/_FILE$/, ''));
}

function nodeFindings() {
  try {
    checkNode();
    return [];
  } catch (error) {
    if (error instanceof SetupError) return [error.message];
    throw error;
  }
}
