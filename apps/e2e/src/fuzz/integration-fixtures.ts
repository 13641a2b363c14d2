import { createECDH, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { TestSystem } from '../test-system.js';
import type { TestUser } from '../test-users.js';
import { word } from '../test-users.js';

const MadeBot = z.object({ id: z.int() });
const Made = z.object({ id: z.string() });
const Push = z.object({ public_key: z.string() });

/** A browser at a name that never exists: nothing is sent there. */
export const PUSH = {
  endpoint: 'https://push.invalid/push',
  keys: { p256dh: createECDH('prime256v1').generateKeys('base64url'), auth: randomBytes(16).toString('base64url') },
};

/** API tokens, bots, webhooks and pushes of the disposable owner. */
export class IntegrationFixtures {
  constructor(
    private readonly system: TestSystem,
    private readonly owner: () => Promise<TestUser>,
  ) {}

  readonly perCall: Record<string, () => Promise<unknown>> = {
    'api-tokens': () => this.makeToken('api-tokens'),
    bots: () => this.bot(),
    botTokens: async () => this.makeToken(`bots/${await this.bot()}/api-tokens`),
    webhooks: () => this.webhook(),
    pushKey: () => this.pushKey(),
    subscriptions: async () => this.make('push/subscriptions', { public_key: await this.pushKey(), ...PUSH }),
    deliveries: async () => {
      const rows = await this.system.database.query(
        `INSERT INTO identity.webhook_deliveries (webhook_id, event, data, state) VALUES ('${await this.webhook()}', 'track.ready', '{}', 'failed') RETURNING id`,
      );
      return z.tuple([Made]).parse(rows)[0].id;
    },
  };

  /** The only one, as an account has a maximum of them. It is on, whatever an earlier call did. */
  private async webhook(): Promise<string> {
    const { id } = await this.owner();
    const [kept] = await this.system.database.query<{ id: string }>(
      `UPDATE identity.webhooks SET disabled_at = NULL WHERE id = (SELECT id FROM identity.webhooks WHERE user_id = ${id} ORDER BY created_at LIMIT 1) RETURNING id`,
    );
    return kept?.id ?? this.make('webhooks', { url: 'https://hooks.invalid/hook', events: ['track.ready'] });
  }

  /** The first one, for the same reason. */
  private async bot(): Promise<number> {
    const { id, accessToken } = await this.owner();
    const [kept] = await this.system.database.query<{ id: number }>(
      `SELECT id FROM identity.users WHERE bot_of = ${id} AND deleted_at IS NULL ORDER BY id LIMIT 1`,
    );
    if (kept) return kept.id;
    const made = await this.system.rest.as(accessToken).post('/api/v1/users/me/bots', { json: { username: word() } });
    return made.expect(201).as(MadeBot).id;
  }

  private async pushKey(): Promise<string> {
    const read = await this.system.rest.as((await this.owner()).accessToken).get('/api/v1/users/me/push');
    return read.expect(200).as(Push).public_key;
  }

  private makeToken(path: string): Promise<string> {
    return this.make(path, { name: word(), scopes: ['catalog.products:read'], expires_in_days: 1 });
  }

  private async make(path: string, json: object): Promise<string> {
    const made = await this.system.rest.as((await this.owner()).accessToken).post(`/api/v1/users/me/${path}`, { json });
    return made.status === 201 ? made.as(Made).id : 'none';
  }
}
