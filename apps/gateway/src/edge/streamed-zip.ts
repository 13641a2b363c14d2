import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

export interface ZipEntry {
  readonly name: string;
  /** Begun when the entry before it has been written. */
  content(): AsyncIterable<Buffer>;
}

/**
 * A ZIP whose entries are made while it is read. yazl does not observe errors of its input streams, so an error of an entry
 * aborts `end`; the abort, whatever its cause, ends the entry that is being made.
 */
export function streamedZip(
  entries: readonly ZipEntry[],
  end: AbortController,
  { compress = true }: { compress?: boolean } = {},
): NodeJS.ReadableStream {
  const zip = new ZipFile();
  for (const { name, content } of entries)
    zip.addReadStreamLazy(name, { compress }, (give) => {
      const bytes = Readable.from(content(), { signal: end.signal });
      give(
        null,
        bytes.once('error', (cause) => end.abort(cause)),
      );
    });
  zip.end();
  return zip.outputStream;
}

/** A JSON array, a row a line. */
export async function* jsonArray(pages: AsyncIterable<readonly object[]>): AsyncGenerator<Buffer> {
  let lines = 0;
  for await (const rows of pages) {
    const text = rows.map((row) => `${lines++ === 0 ? '[' : ','}\n${JSON.stringify(row)}`).join('');
    if (text !== '') yield Buffer.from(text);
  }
  yield Buffer.from(lines === 0 ? '[]\n' : '\n]\n');
}
