import { SetupError } from '../../../../libs/servers/src/setup-error.js';

/** How long a given server may take to reply, in milliseconds. */
export const REPLY_MS = 2_500;

/**
 * The address of a server in a variable; undefined without one.
 *
 * @param {{ variable: string, protocols: RegExp, usualPort: number, example: string }} wanted
 * @returns {{ url: string, first: URL, port: number } | undefined} first: sentinels and clusters list several addresses
 */
export function givenAddress({ variable, protocols, usualPort, example }) {
  const text = process.env[variable]?.trim();
  if (!text) return undefined;
  const [first = ''] = text.split(',');
  if (!URL.canParse(first) || !protocols.test(new URL(first).protocol))
    throw new SetupError(`${variable} is not a valid address: it must look like ${example}.`);
  const url = new URL(first);
  return { url: text, first: url, port: Number(url.port) || usualPort };
}

/** @param {URL} url */
export const hostOf = (url) => url.hostname.replace(/^\[|\]$/g, '') || 'localhost';
