import { type Guide, sh, ts } from './guide.js';

export const authentication: Guide = {
  slug: 'authentication',
  title: 'Authentication and tokens',
  summary: 'A person has a session, a program has an API token. Both are sent as `Authorization: Bearer …`.',
  parts: [
    '## Sessions',
    'An access token lives for minutes. The SDK renews it with the refresh token, once for all calls that wait. The first line of a program names the platform; the samples of all guides go on from there.',
    ts(
      "import { Veza } from '@veza/sdk';",
      '',
      "const veza = new Veza({ baseUrl: '{server}' });",
      'await veza.signIn({ email, password });',
      'const { data: me } = await veza.getMe();',
      'console.log(me.username);',
    ),
    'Without the SDK: [log in](/docs#login), and [refresh](/docs#refresh) before the access token ends. Every refresh gives a new refresh token; keep the last one. A refresh that fails is 400 `INVALID_GRANT`, never 401: the person signs in again.',
    sh(
      "curl -X POST '{server}/api/v1/login' \\",
      "  -H 'Content-Type: application/json' \\",
      `  -d '{"email": "ada@example.test", "password": "correct horse battery"}'`,
    ),
    '## API tokens',
    'A program that acts for one account uses a token with [scopes](/docs#createApiToken). It is shown once. `x-scope` of a call names the scope that it needs, and `write` does not include `read`. A call outside of the scopes is 403 `SCOPE_MISSING`. The session that makes a token authenticated a short time ago.',
    ts(
      "const { data: made } = await veza.createApiToken({ body: { name: 'Importer', scopes: ['catalog.products:read'], expires_in_days: 90 } });",
      "const program = await fetch('{server}/api/v1/products?limit=1', { headers: { authorization: `Bearer ${made.token}` } });",
      'console.log(program.status);',
    ),
    '## Sockets',
    'A socket takes an access token, or a [ticket](/docs#createTicket) of 30 seconds in its address. See [Sockets](/docs/guides/sockets).',
  ],
};
