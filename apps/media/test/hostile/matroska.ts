import { type End, hostile, type HostileFile, patched, type Sounds, u64be } from './hostile-file.js';

/** An element of EBML (RFC 8794) with a size of eight bytes. */
const element = (id: string, ...content: Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from(id, 'hex'), u64be(0x0100000000000000n | BigInt(body.length)), body]);
};
const HEADER = Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581020000000000', 'hex');
const head = (webm: Buffer) => webm.subarray(0, webm.indexOf(Buffer.from('18538067', 'hex')));

/** WebM and Matroska with elements that lie. */
export function matroskaFiles({ webm }: Sounds): HostileFile[] {
  const dead = 'UNREADABLE';
  const file = (name: string, bytes: Buffer, end: End = dead) => hostile(name, bytes, end, 'a.webm');
  const segment = (...content: Buffer[]) => Buffer.concat([head(webm), element('18538067', ...content)]);
  let nested = element('67c8', Buffer.from('x'));
  for (let i = 0; i < 2_000; i += 1) nested = element('67c8', nested);
  const html = element(
    '1941a469',
    element(
      '61a7',
      element('466e', Buffer.from('a.html')),
      element('4660', Buffer.from('text/html')),
      element('465c', Buffer.from('<script>alert(1)</script>')),
      element('46ae', Buffer.from([1])),
    ),
  );
  return [
    file('WebM header and no more', head(webm)),
    file('WebM header of another program', HEADER),
    file('WebM cut inside a cluster', webm.subarray(0, webm.length - 55), 'ready'),
    file('WebM of nested tags', segment(element('1254c367', element('7373', nested)))),
    file(
      'WebM of 1,000 tracks',
      segment(
        element(
          '1654ae6b',
          ...Array.from({ length: 1_000 }, (_, i) =>
            element('ae', element('d7', Buffer.from([i & 0x7f])), element('83', Buffer.from([2]))),
          ),
        ),
      ),
    ),
    file(
      'WebM of an element of 2^56 bytes',
      Buffer.concat([head(webm), Buffer.from('18538067', 'hex'), u64be(0x01fffffffffffffen), Buffer.alloc(100)]),
    ),
    file('WebM with an attached page', Buffer.concat([webm, html]), 'ready'),
    file('WebM whose scale is 0', patched(webm, webm.indexOf(Buffer.from('2ad7b1', 'hex')) + 4, Buffer.from([0, 0, 0])), 'ready'),
  ];
}
