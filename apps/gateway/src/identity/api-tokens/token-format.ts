import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** What secret scanners look for; 8 public characters, 30 secret ones (178 bits) and 6 of a checksum follow. */
export const TOKEN_START = 'veza_pat_';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const PUBLIC = 8;
const SECRET = 30;
const CHECKSUM = 6;
const TOKEN = new RegExp(`^${TOKEN_START}[0-9A-Za-z]{${PUBLIC + SECRET + CHECKSUM}}$`);

export const looksLikeApiToken = (text: string): boolean => text.startsWith(TOKEN_START);

export function newApiToken(): string {
  const random = Array.from({ length: PUBLIC + SECRET }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${TOKEN_START}${random}${checksumOf(TOKEN_START + random)}`;
}

/** The public prefix of a token; undefined for a text that was never issued, by its form or its checksum. */
export function prefixOf(token: string): string | undefined {
  if (!TOKEN.test(token) || checksumOf(token.slice(0, -CHECKSUM)) !== token.slice(-CHECKSUM)) return undefined;
  return token.slice(0, TOKEN_START.length + PUBLIC);
}

/** CRC-32 in base 62, so that scanners reject look-alikes without a call. */
function checksumOf(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let i = 0; i < CHECKSUM; i += 1) {
    digits = ALPHABET.charAt(rest % ALPHABET.length) + digits;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return digits;
}
