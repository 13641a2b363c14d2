import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Letters and digits only, so that URLs and configuration files need no escaping. */
export function newPassword() {
  return randomBytes(24).toString('hex');
}

/** @type {typeof import('./index.d.ts').readOrCreateSecret} */
export function readOrCreateSecret(file) {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const secret = newPassword();
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${secret}\n`, { mode: 0o600 });
  return secret;
}
