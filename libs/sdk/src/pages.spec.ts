import { expect, test } from '@jest/globals';
import { Veza } from './index.js';

/** A client of lists that are split into pages; `asked` are the queries. */
function lists(answers: Record<string, unknown[]>) {
  const asked: string[] = [];
  const transport: typeof fetch = async (input) => {
    const url = new URL(String(input));
    asked.push(`${url.pathname}${url.search}`);
    return Response.json(answers[url.pathname]?.shift());
  };
  return { veza: new Veza({ baseUrl: 'https://api.veza.test', fetch: transport }), asked };
}

async function idsOf(items: AsyncIterable<{ id: unknown }>): Promise<unknown[]> {
  const ids: unknown[] = [];
  for await (const { id } of items) ids.push(id);
  return ids;
}

test('a list goes on with the cursor of each page and keeps its filters', async () => {
  const { veza, asked } = lists({
    '/api/v1/products': [
      { products: [{ id: 1 }, { id: 2 }], next_cursor: 'c2' },
      { products: [{ id: 3 }], next_cursor: null },
    ],
    '/api/patients': [
      { items: [{ id: 'a' }], pagination: { nextCursor: 'x' } },
      { items: [{ id: 'b' }], pagination: { nextCursor: null } },
    ],
  });
  expect(await idsOf(veza.pages.listProducts({ query: { search: 'oud', limit: 2 } }))).toEqual([1, 2, 3]);
  expect(await idsOf(veza.pages.listPatients())).toEqual(['a', 'b']);
  expect(asked).toEqual([
    '/api/v1/products?search=oud&limit=2',
    '/api/v1/products?search=oud&limit=2&cursor=c2',
    '/api/patients',
    '/api/patients?cursor=x',
  ]);
});

test('a list without cursors goes on before its last id, until a page is empty', async () => {
  const { veza, asked } = lists({ '/api/v1/chat/reports': [[{ id: 9 }, { id: 4 }], []] });
  expect(await idsOf(veza.pages.listReports())).toEqual([9, 4]);
  expect(asked).toEqual(['/api/v1/chat/reports', '/api/v1/chat/reports?before=4']);
});

test('a page is requested when the items before it are consumed', async () => {
  const page = { tracks: [{ id: 1 }, { id: 2 }], next_cursor: 'more' };
  const { veza, asked } = lists({ '/api/v1/tracks': [page, page] });
  for await (const { id } of veza.pages.listTracks()) if (id === 2) break;
  expect(asked).toHaveLength(1);
});
