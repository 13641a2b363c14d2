import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../../libs/servers/src/ports.js';
import { ROOT } from '../../stack/workspace/paths.mjs';

const secret = () => randomBytes(32).toString('hex');

/** Settings of the kit beyond the defaults of production: all its clients share one address, and mail must be delivered. */
export function limitsOfTheKit(/** @type {number} */ smtpPort, host = 'host.containers.internal') {
  return {
    LIMIT_SIGNUPS: '1000',
    LIMIT_SIGNINS: '3000',
    LIMIT_MAIL_REQUESTS: '1000',
    CHAT_ROOMS_PER_DAY_NEW: '20', // as in development
    CHAT_CONVERSATIONS_PER_DAY_NEW: '1000000',
    LIMIT_REQUESTS_USER: '1000000',
    LIMIT_REQUESTS_ADDRESS: '1000000',
    SMTP_URL: `smtp://${host}:${smtpPort}?ignoreTLS=true`,
  };
}

/** Secrets and free ports for one run of docker-compose.yml: a value for each required line of .env.example. */
export async function freshSettings() {
  const example = readFileSync(join(ROOT, '.env.example'), 'utf8');
  const secrets = [...example.matchAll(/^([A-Z_]+)=$/gm)].map(([, name]) => [name, secret()]);
  const listeners = [...example.matchAll(/^#(PUBLISH_\w*)=\d+$/gm)].map(([, name]) => name);
  /** @type {Record<string, string>} */
  const settings = Object.fromEntries(secrets);
  for (const listener of listeners) settings[listener ?? ''] = String(await freePort());
  // All profiles: nginx sends the bytes of media, and the web client has its own server beside the gateway.
  settings.COMPOSE_PROFILES = 'front,web';
  settings.MEDIA_FRONT = 'nginx';
  settings.MEDIA_PUBLIC_URL = `http://localhost:${settings.PUBLISH_MEDIA}`;
  settings.PUBLIC_URL = `http://localhost:${settings.PUBLISH_HTTP}`;
  return settings;
}

/** As the kit reads them. @param {Record<string, string>} settings @param {number} mailboxPort */
export function addressesOf(settings, mailboxPort) {
  const gateway = `localhost:${settings.PUBLISH_HTTP}`;
  return {
    VEZA_HTTP: `http://${gateway}`,
    VEZA_WS: `ws://localhost:${settings.PUBLISH_WS}`,
    VEZA_WS_FLAT: `ws://localhost:${settings.PUBLISH_WS_FLAT}`,
    VEZA_WS_CHAT: `ws://${gateway}`,
    NOVA_HTTP: `http://${gateway}/api`,
    NOVA_WS: `ws://${gateway}`,
    VEZA_OUTBOX: `http://localhost:${mailboxPort}`,
    NOVA_ADMIN_PASSWORD: settings.ADMIN_PASSWORD ?? '',
  };
}
