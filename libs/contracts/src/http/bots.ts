import { z } from 'zod';
import { timestamp } from '../timestamp.js';
import { FirstName, Username } from './accounts.js';
import { NewApiToken, WireApiToken, WireNewApiToken } from './api-tokens.js';
import { http, idOf } from './route.js';
import { created, noContent, ok } from './successes.js';

export const WireBot = z
  .object({
    id: z.int().describe('Id of the bot, a user id.'),
    username: z.string().describe('Unique user name.'),
    first_name: z.string().describe('Shown name; empty when not set.'),
    created_at: timestamp('When the bot was made.'),
  })
  .describe('An account of a program.');
export type WireBot = z.infer<typeof WireBot>;

const NewBot = z.strictObject({
  username: Username,
  first_name: FirstName.optional(),
});

const own = { tag: 'API tokens', access: 'user' } as const;
const ofToken = idOf('bot').extend({ token: z.uuid().describe('Id of the token, a UUID.') });

/** Accounts of programs: each acts by the API tokens that its owner makes, and by nothing else. */
export const botRoutes = {
  list: http('GET', '/users/me/bots', {
    ...own,
    id: 'listBots',
    permission: 'identity.bots.list',
    summary: 'List the own bots',
    success: ok('The bots, oldest first.', z.object({ bots: z.array(WireBot).max(10).describe('The bots, oldest first.') })),
  }),
  create: http('POST', '/users/me/bots', {
    ...own,
    verified: true,
    fresh: true,
    id: 'createBot',
    permission: 'identity.bots.create',
    summary: 'Create a bot',
    description:
      'A user without an address, a password or a role, who cannot sign in. Its profile has `bot: true`. It ends with its owner. `INVALID_STATE` beside ten bots.',
    body: NewBot,
    success: created('The bot.', WireBot),
    errors: ['USERNAME_TAKEN', 'INVALID_STATE'],
  }),
  remove: http('DELETE', '/users/me/bots/:id', {
    ...own,
    fresh: true,
    id: 'removeBot',
    permission: 'identity.bots.remove',
    summary: 'Delete a bot',
    description: 'Its tokens end, and its personal data is erased as with an account. Its messages remain, without a name.',
    params: idOf('bot'),
    success: noContent('The bot is deleted.'),
    errors: ['USER_NOT_FOUND'],
  }),
  createToken: http('POST', '/users/me/bots/:id/api-tokens', {
    ...own,
    verified: true,
    fresh: true,
    id: 'createBotToken',
    permission: 'identity.bots.createToken',
    summary: 'Create an API token of a bot',
    description: 'The token acts for the bot, within its scopes. `INVALID_STATE` beside 50 tokens.',
    params: idOf('bot'),
    body: NewApiToken,
    success: created('The token.', WireNewApiToken),
    errors: ['USER_NOT_FOUND', 'INVALID_STATE'],
    idempotencyKey: false,
  }),
  tokens: http('GET', '/users/me/bots/:id/api-tokens', {
    ...own,
    id: 'listBotTokens',
    permission: 'identity.bots.listTokens',
    summary: 'List the API tokens of a bot',
    params: idOf('bot'),
    success: ok('The tokens, newest first.', z.object({ tokens: z.array(WireApiToken).describe('The tokens, newest first.') })),
    errors: ['USER_NOT_FOUND'],
  }),
  revokeToken: http('DELETE', '/users/me/bots/:id/api-tokens/:token', {
    ...own,
    id: 'revokeBotToken',
    permission: 'identity.bots.revokeToken',
    summary: 'Revoke an API token of a bot',
    description: 'It stops working within two seconds, and its WebSocket connections are closed.',
    params: ofToken,
    success: noContent('The token is revoked.'),
    errors: ['USER_NOT_FOUND'],
  }),
};
