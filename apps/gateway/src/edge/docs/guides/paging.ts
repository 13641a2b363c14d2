import { type Guide, sh, ts } from './guide.js';

export const paging: Guide = {
  slug: 'paging',
  title: 'Paging',
  summary: 'Every list is bounded, and a cursor or the header `Link` leads to the next page.',
  parts: [
    '## By cursor',
    'A list takes `limit`, at most 100, and `cursor`. Its response has `next_cursor` (under `/api`: `pagination.nextCursor`), which is null on the last page. A cursor is opaque, and of use for the same filters only. It neither skips nor repeats items when others are added meanwhile.',
    sh("curl '{server}/api/v1/products?limit=50'", "curl '{server}/api/v1/products?limit=50&cursor=…'"),
    'The SDK has every list as an iterator, which requests a page when the items before it are consumed.',
    ts('for await (const { name } of veza.pages.listProducts({ query: { limit: 50 } })) console.log(name);'),
    '## By number',
    'Lists that count have `page` beside it, from 1, and `total`. Totals are exact up to 10,000; above, `total_is_estimate` is true. A value out of range is 400, and never another page.',
    '## Bare arrays',
    'Lists whose response is an array have no place for a cursor. The header `Link` has the address of their next page while there is one (RFC 8288), relative to the request.',
    ts(
      "let address = '/api/v1/chat/rooms?limit=20';",
      'while (address) {',
      '  const response = await veza.fetch(address);',
      '  console.log((await response.json()).length);',
      "  const [, next] = /<([^>]+)>; rel=\"next\"/.exec(response.headers.get('link') ?? '') ?? [];",
      "  address = next && '/api/v1/chat/rooms' + next;",
      '}',
    ),
    '## Lists in queries',
    '`tags=a&tags=b`, `tags[]=a` and `tags=a,b` are the same. An unknown name in a query is 400, because a misspelt filter would return other rows.',
  ],
};
