import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const PIECES = 10;
const PIECE_BYTES = 400_000;
const PIECE_EVERY_MS = 300;
const GIVE_UP_MS = 60_000;

/**
 * Uploads a resource of 4 MB over three seconds and returns the outcome. A failed upload is retried with the same
 * Idempotency-Key.
 *
 * @param {string} base @param {string} token @returns {Promise<{ tries: number, whole: boolean, refusal?: string }>} whole: it comes back byte by byte
 */
export async function uploadSlowly(base, token) {
  const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(PIECES * PIECE_BYTES)]);
  const key = randomBytes(12).toString('hex');
  const until = Date.now() + GIVE_UP_MS;
  for (let tries = 1; ; tries += 1) {
    const { status, body } = await attempt(base, token, key, bytes).catch(() => ({ status: 0, body: '' }));
    if (status === 201) return { tries, whole: await comesBack(base, token, String(JSON.parse(body).id), bytes) };
    // Returned, not thrown: the caller awaits it only after the container has stopped.
    if (status >= 400 && status < 500 && status !== 409 && status !== 429) return { tries, whole: false, refusal: body };
    if (Date.now() > until) return { tries, whole: false };
    await sleep(500);
  }
}

/** @param {string} base @param {string} token @param {string} key @param {Buffer} bytes @returns {Promise<{ status: number, body: string }>} */
function attempt(base, token, key, bytes) {
  const boundary = 'veza-verify';
  const part = (/** @type {string} */ head, /** @type {string} */ value) =>
    `--${boundary}\r\ncontent-disposition: form-data; ${head}\r\n\r\n${value}\r\n`;
  const head =
    part('name="title"', 'while it stops') +
    part('name="category"', 'document') +
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="noise.pdf"\r\ncontent-type: application/pdf\r\n\r\n`;
  return new Promise((resolve, reject) => {
    const outgoing = request(`${base}/api/v1/resources/upload`, {
      method: 'POST',
      timeout: 45_000,
      headers: {
        authorization: `Bearer ${token}`,
        'idempotency-key': key,
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
    });
    outgoing.once('error', reject);
    outgoing.once('timeout', () => outgoing.destroy(new Error('no response in time')));
    outgoing.once('response', (response) => {
      let body = '';
      response.on('data', (chunk) => (body += chunk));
      response.once('end', () => resolve({ status: response.statusCode ?? 0, body }));
      response.once('error', reject);
    });
    outgoing.write(head);
    void trickle(outgoing, bytes).then(() => outgoing.end(`\r\n--${boundary}--\r\n`));
  });
}

/** @param {import('node:http').ClientRequest} outgoing @param {Buffer} bytes */
async function trickle(outgoing, bytes) {
  for (let at = 0; at < bytes.length && !outgoing.destroyed; at += PIECE_BYTES) {
    outgoing.write(bytes.subarray(at, at + PIECE_BYTES));
    await sleep(PIECE_EVERY_MS);
  }
}

/** @param {string} base @param {string} token @param {string} id @param {Buffer} bytes */
async function comesBack(base, token, id, bytes) {
  const until = Date.now() + GIVE_UP_MS;
  for (;;) {
    const answer = await fetch(`${base}/api/v1/resources/${id}/download`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(30_000),
    }).catch(() => undefined);
    if (answer?.ok) {
      const hash = (/** @type {Uint8Array} */ data) => createHash('sha256').update(data).digest('hex');
      return hash(new Uint8Array(await answer.arrayBuffer())) === hash(bytes);
    }
    if (Date.now() > until) return false;
    await sleep(500);
  }
}
