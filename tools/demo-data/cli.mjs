import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STATE } from '../stack/workspace/paths.mjs';
import { makeProducts } from './products.mjs';
import { makeLargeCommunity } from './large-community.mjs';
import { makeMillion } from './million.mjs';
import { fillYears, makeYear } from './cabinets.mjs';
import { createCommunity } from './community.mjs';
import { createDemoData } from './demo-data.mjs';

const USAGE = `tools/demo data               accounts, rooms, tracks, products, resources and a cabinet, through the public API
tools/demo community          a dozen people with pictures, music, talk, playlists and a full week, beside the demo data
tools/demo community <people> that many people, each with 100 follows, ten tracks, likes, comments and a playlist, straight into the tables
tools/demo products <number>  that many products straight into the table, in ten categories
tools/demo million [number]   1,000,000 products (or that many) and a fifth as many resources, with words of two languages
tools/demo year               three cabinets in three time zones, each with a year of appointments
tools/demo appointments <cabinet id> <years>   full past years of appointments in a cabinet with patients, straight into the tables
All fill the system that "npm start" runs now, or the one that VEZA_REST_URL, VEZA_WS_URLS and VEZA_DATABASE_URL name.`;

/** The variables of the running launcher. @returns {Record<string, string>} */
function running() {
  try {
    return JSON.parse(readFileSync(join(STATE, 'run/stack.json'), 'utf8'));
  } catch {
    return {};
  }
}

/** @param {string} name */
function need(name) {
  const value = process.env[name] ?? running()[name];
  if (!value) throw new Error(`${name} is not set and no system is running here: start it with "npm start"`);
  return value;
}

const [what, amount = '', years = ''] = process.argv.slice(2);
const say = (/** @type {string} */ text) => console.log(text);
try {
  if (what === 'data')
    await createDemoData({ api: need('VEZA_REST_URL'), sockets: need('VEZA_WS_URLS').split(',')[0] ?? '' }, say);
  else if (what === 'community' && amount === '')
    await createCommunity({
      api: need('VEZA_REST_URL'),
      sockets: need('VEZA_WS_URLS').split(',')[0] ?? '',
      databaseUrl: need('VEZA_DATABASE_URL'),
    });
  else if (what === 'community' && /^[1-9]\d{0,6}$/.test(amount))
    await makeLargeCommunity(need('VEZA_DATABASE_URL'), Number(amount), say);
  else if (what === 'products' && /^[1-9]\d{0,8}$/.test(amount))
    await makeProducts(need('VEZA_DATABASE_URL'), Number(amount), say);
  else if (what === 'million' && /^([1-9]\d{0,8})?$/.test(amount))
    await makeMillion(need('VEZA_DATABASE_URL'), Number(amount || 1_000_000), say);
  else if (what === 'year') await makeYear(need('VEZA_REST_URL'), need('VEZA_DATABASE_URL'), say);
  else if (what === 'appointments' && /^[\da-f-]{36}$/.test(amount) && /^[1-9]\d?$/.test(years))
    await fillYears(need('VEZA_DATABASE_URL'), amount, Number(years), say);
  else throw new Error(USAGE);
} catch (error) {
  // "fetch failed" is useless without its cause, such as an unknown host or a refused connection.
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
  console.error(error instanceof Error ? error.message + cause : error);
  process.exitCode = 1;
}
