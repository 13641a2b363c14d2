import { expect, test } from '@jest/globals';
import { productImportProgress, trackProgress, Veza } from './index.js';

const state = (progress: number, status = 'processing') =>
  `data: ${JSON.stringify({ type: status, track_id: 9, status, progress })}\n\n`;
/** A stream of these pieces that ends, or breaks. */
function stream(pieces: readonly string[], breaks = false): Response {
  const left = [...pieces];
  const body = new ReadableStream({
    pull(controller) {
      const piece = left.shift();
      if (piece !== undefined) controller.enqueue(new TextEncoder().encode(piece));
      else if (breaks) controller.error(new TypeError('terminated'));
      else controller.close();
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

function client(...answers: (() => Response)[]) {
  const requests: Request[] = [];
  const transport: typeof fetch = async (input, init) => {
    requests.push(new Request(input, init));
    return (answers.shift() ?? (() => new Response(null, { status: 204 })))();
  };
  return { veza: new Veza({ baseUrl: 'https://api.veza.test', fetch: transport }), requests };
}

test('the progress of a track goes on after a lost stream, with the last id, and ends with the track', async () => {
  const whole = `: keep-alive\n\n${state(40)}`;
  const { veza, requests } = client(
    () => stream([state(10), `id: 7\n${state(20).slice(0, 9)}`, state(20).slice(9)]),
    () => stream([whole], true),
    () => stream([`id: end\n${state(100, 'ready')}`, state(0)]),
  );
  const seen: unknown[] = [];
  for await (const { status, progress } of trackProgress(veza, 9)) seen.push([status, progress]);
  expect(seen).toEqual([
    ['processing', 10],
    ['processing', 20],
    ['processing', 40],
    ['ready', 100],
  ]);
  expect(requests.map(({ headers }) => headers.get('last-event-id'))).toEqual([null, '7', '7']);
});

test('the progress of a track that the user cannot see is an error, and 204 is the end', async () => {
  const body = { code: 'NOT_FOUND', requestId: 'r', message: 'x', retryable: false };
  const { veza } = client(() => Response.json(body, { status: 404 }));
  await expect(trackProgress(veza, 9).next()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await trackProgress(veza, 9).next()).toEqual({ done: true, value: undefined });
});

test('an abort ends the progress with its reason', async () => {
  const { veza } = client(() => stream([state(10)]));
  const abort = new AbortController();
  const progress = trackProgress(veza, 9, { signal: abort.signal });
  expect(await progress.next()).toMatchObject({ value: { progress: 10 } });
  const next = progress.next();
  abort.abort(new Error('enough'));
  await expect(next).rejects.toThrow('enough');
});

test('the progress of an import has each state once and ends with it', async () => {
  const row =
    (rows_done: number, finished_at: string | null = null) =>
    () =>
      Response.json({ id: 3, rows_done, finished_at });
  const { veza } = client(row(0), row(0), row(5), row(9, '2026-01-01T00:00:00.000Z'));
  const seen: number[] = [];
  for await (const { rows_done } of productImportProgress(veza, 3, { everyMs: 1 })) seen.push(rows_done);
  expect(seen).toEqual([0, 5, 9]);
});
