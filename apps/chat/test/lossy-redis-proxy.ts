import { tcpProxy } from '@veza/testing';

/** A proxy before Redis that drops published messages silently and passes everything else. */
export interface LossyRedisProxy {
  readonly url: string;
  /** Whether to drop a message of this channel; called for each subscriber. */
  drops: (channel: string) => boolean;
  /** The number of dropped messages. */
  readonly dropped: number;
  stop(): Promise<void>;
}

const PUSHED = new Set(['message', 'smessage', 'pmessage']);

/** @param target the URL of the Redis behind the proxy */
export async function lossyRedisProxy(target: string): Promise<LossyRedisProxy> {
  const url = new URL(target);
  const facts = { url: '', dropped: 0, drops: (_channel: string): boolean => false };
  const { port, stop } = await tcpProxy({
    host: url.hostname,
    port: Number(url.port),
    pass: (client, behind) => {
      let kept: Buffer = Buffer.alloc(0);
      client.on('data', (chunk) => behind.write(chunk));
      behind.on('data', (chunk) => {
        const { frames, rest } = cut(Buffer.concat([kept, chunk]));
        kept = rest;
        for (const { bytes, words } of frames) {
          const [kind = '', channel = ''] = words;
          if (PUSHED.has(kind) && facts.drops(channel)) facts.dropped += 1;
          else client.write(bytes);
        }
      });
    },
  });
  url.host = `127.0.0.1:${port}`;
  facts.url = url.href.replace(/\/$/, '');
  return Object.assign(facts, { stop });
}

interface Frame {
  bytes: Buffer;
  /** The texts of an array of texts; empty for any other reply. */
  words: string[];
}

/** The complete replies in these bytes, and the rest that is not complete yet. */
function cut(bytes: Buffer): { frames: Frame[]; rest: Buffer } {
  const frames: Frame[] = [];
  let at = 0;
  for (;;) {
    const words: string[] = [];
    const end = endOf(bytes, at, words);
    if (end === undefined) return { frames, rest: bytes.subarray(at) };
    frames.push({ bytes: bytes.subarray(at, end), words });
    at = end;
  }
}

/** The end of the reply that begins here; undefined if it is incomplete. Its texts are added to `words`. */
function endOf(bytes: Buffer, from: number, words: string[]): number | undefined {
  const line = bytes.indexOf('\r\n', from);
  if (line < 0) return undefined;
  const kind = String.fromCharCode(bytes[from] ?? 0);
  const number = Number(bytes.toString('latin1', from + 1, line));
  let at: number | undefined = line + 2;
  if ('$='.includes(kind) && number >= 0) {
    const end = at + number + 2;
    if (bytes.length < end) return undefined;
    words.push(bytes.toString('utf8', at, end - 2));
    return end;
  }
  const parts = kind === '%' ? 2 * number : '*>~'.includes(kind) ? number : 0;
  for (let i = 0; i < parts && at !== undefined; i += 1) at = endOf(bytes, at, words);
  return at;
}
