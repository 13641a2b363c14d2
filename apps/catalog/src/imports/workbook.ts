import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { LARGEST_WORKBOOK } from '@veza/contracts';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { type ImportFileRow, type ImportHeader, readHeader, tableRow } from './import-header.js';
import { sharedTexts, sheetRows } from './sheet.js';
import { UnreadableFile } from './unreadable-file.js';
import { xmlEvents } from './xml-parts.js';

/** A workbook has a part for each sheet, drawing and theme. */
const MOST_PARTS = 2_000;
/** Of the lists of sheets and parts. */
const MOST_LIST = 1024 ** 2;
const WORKBOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';
const TEXTS = 'xl/sharedStrings.xml';

export const isWorkbook = (first: Uint8Array): boolean => Buffer.from(first.subarray(0, 4)).toString('latin1') === 'PK\x03\x04';

/**
 * The rows of the first sheet of an Excel workbook (`.xlsx`, ECMA-376), behind its header. The packed file is held whole:
 * its texts may stand behind the sheet. Unpacked, only the texts are held. Each part has a bound of its own, counted while
 * it is unpacked.
 */
export async function* workbookRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ImportFileRow> {
  const packed = await whole(bytes);
  try {
    const zip = await fromBufferPromise(packed, { lazyEntries: true, validateEntrySizes: true });
    const parts = await partsOf(zip);
    const open = async (name: string): Promise<Readable | undefined> => {
      const entry = parts.get(name);
      return entry && zip.openReadStreamPromise(entry);
    };
    // One after the other: a part that is open and not read has no reader for its errors.
    const name = await firstSheet(open);
    const texts = await open(TEXTS);
    const shared = texts ? await sharedTexts(texts) : [];
    const sheet = await open(name);
    if (!sheet) throw unreadable();
    let header: ImportHeader | undefined;
    for await (const { row, cells } of sheetRows(sheet, shared)) {
      if (header) yield tableRow(row, header, padded(cells, header.columns.length));
      else header = readHeader(cells);
    }
  } catch (error) {
    // The packages throw plain errors for what is no archive or no XML.
    throw error instanceof UnreadableFile ? error : unreadable(error);
  }
}

async function whole(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > LARGEST_WORKBOOK)
      throw new UnreadableFile(`The workbook is larger than ${LARGEST_WORKBOOK / 1024 ** 2} MiB; save it as "CSV UTF-8"`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function partsOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > MOST_PARTS) throw unreadable();
  const parts = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) parts.set(entry.fileName, entry);
  return parts;
}

/** The name of the part of the first sheet in the order of the tabs. */
async function firstSheet(open: (name: string) => Promise<Readable | undefined>): Promise<string> {
  const workbook = await open(WORKBOOK);
  if (!workbook) throw unreadable();
  let id: string | undefined;
  const sheets = {
    open: (name: string, attributes: Readonly<Record<string, string>>) => {
      if (name === 'sheet') id ??= Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
    },
  };
  for await (const _chunk of xmlEvents(workbook, MOST_LIST, sheets));
  const relations = await open(RELATIONS);
  if (!relations) throw unreadable();
  let target = '';
  const targets = {
    open: (name: string, { Id, Target }: Readonly<Record<string, string>>) => {
      if (name === 'Relationship' && Id === id && Target !== undefined) target = Target;
    },
  };
  for await (const _chunk of xmlEvents(relations, MOST_LIST, targets));
  return target.startsWith('/') ? target.slice(1) : posix.join('xl', target);
}

/** A sheet leaves out the empty cells at the end of a row. */
const padded = (cells: readonly string[], length: number) => [
  ...cells,
  ...Array.from({ length: Math.max(0, length - cells.length) }, () => ''),
];

const unreadable = (cause?: unknown) =>
  new UnreadableFile('The file is no workbook that can be read; save it as "CSV UTF-8"', { cause });
