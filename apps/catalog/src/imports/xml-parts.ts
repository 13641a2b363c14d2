import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { UnreadableFile } from './unreadable-file.js';

export interface XmlHandlers {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Bytes without a tag: a longer text is held whole by the parser. */
const MOST_BETWEEN_TAGS = 1024 ** 2;

/**
 * Reads a part of a workbook as events; yields after each chunk, so that its reader takes what was found. Names are without
 * their prefix. A document type has no effect: its entities are unknown.
 *
 * @param most bytes of the part, unpacked; a longer one is unreadable, whatever its header states
 */
export async function* xmlEvents(part: Readable, most: number, { open, text, close }: XmlHandlers): AsyncGenerator<void> {
  const parser = new SaxesParser();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let size = 0;
  let tagAt = 0;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    tagAt = size;
    open(localName(name), attributes);
  });
  if (text) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  if (close) parser.on('closetag', ({ name }) => close(localName(name)));
  for await (const chunk of part) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > most || size - tagAt > MOST_BETWEEN_TAGS)
      throw new UnreadableFile('The workbook is too large; save it as "CSV UTF-8"');
    parser.write(decoder.decode(chunk, { stream: true }));
    yield;
  }
  parser.close();
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1);
