import { pipeline, Readable } from 'node:stream';
import { LONGEST_ROW, MOST_IMPORTED } from '@veza/contracts';
import { CsvError, parse } from 'csv-parse';
import { fileText } from './file-text.js';
import { type ImportFileRow, type ImportHeader, readHeader, tableRow } from './import-header.js';
import { UnreadableFile } from './unreadable-file.js';
import { isWorkbook, workbookRows } from './workbook.js';

/** Excel has this line for itself, and does not count it. */
const SEPARATOR_LINE = /^sep=(.)\r?\n/i;

/**
 * The rows of an uploaded file in order: CSV, JSON lines or a workbook. The first bytes tell a workbook, the first character
 * JSON lines, and the header of a CSV file its separator. Of a text, memory holds one row and a few chunks.
 */
export async function* fileRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ImportFileRow> {
  const source = bytes[Symbol.asyncIterator]();
  try {
    const first = await source.next();
    if (first.done) throw new UnreadableFile('The file has no rows');
    const all = following(first.value, source);
    let count = 0;
    for await (const each of isWorkbook(first.value) ? workbookRows(all) : textRows(fileText(all))) {
      if (++count > MOST_IMPORTED) throw new UnreadableFile(`The file has more than ${MOST_IMPORTED} rows; split it`);
      yield each;
    }
    if (count === 0) throw new UnreadableFile('The file has no rows');
  } finally {
    await source.return?.(); // ends the download
  }
}

async function* following<Part>(head: Part, rest: AsyncIterator<Part>): AsyncGenerator<Part> {
  yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function* textRows(chunks: AsyncGenerator<string>): AsyncGenerator<ImportFileRow> {
  let head = '';
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    head += next.value;
    if (head.trimStart().includes('\n') || head.length > LONGEST_ROW) break;
  }
  const [line, separator = separatorOf(head)] = SEPARATOR_LINE.exec(head) ?? [''];
  const text = following(head.slice(line.length), chunks);
  yield* head.trimStart().startsWith('{') ? jsonRows(text) : csvRows(text, separator);
}

function separatorOf(head: string): string {
  const [header = ''] = head.trimStart().split(/[\r\n]/, 1);
  const count = (separator: string) => header.split(separator).length;
  return [';', '\t'].reduce((most, each) => (count(each) > count(most) ? each : most), ',');
}

async function* csvRows(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<ImportFileRow> {
  const parser = parse({ delimiter, relax_column_count: true, max_record_size: LONGEST_ROW });
  pipeline(Readable.from(text), parser, () => undefined); // an error destroys the parser, whose iteration throws it
  let header: ImportHeader | undefined;
  let row = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      row += 1;
      if (header) yield tableRow(row, header, cells);
      else header = readHeader(cells);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const parsed: unknown = error.records; // the parser reads ahead of this loop
    throw unreadableRow(Number(parsed) + 1, error.code === 'CSV_MAX_RECORD_SIZE');
  }
}

const unreadableRow = (row: number, isLong: boolean) =>
  isLong ? tooLong(row) : new UnreadableFile(`Row ${row} has a quote in the wrong place, or one that is not closed`);

async function* jsonRows(text: AsyncIterable<string>): AsyncGenerator<ImportFileRow> {
  let row = 0;
  let rest = '';
  for await (const chunk of text) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield jsonRow((row += 1), line);
    if (rest.length > LONGEST_ROW) throw tooLong(row + 1);
  }
  if (rest !== '') yield jsonRow(row + 1, rest);
}

function jsonRow(row: number, line: string): ImportFileRow {
  if (line.length > LONGEST_ROW) throw tooLong(row);
  return line.trim() === '' ? { row } : { row, line };
}

const tooLong = (row: number) => new UnreadableFile(`Row ${row} is longer than ${LONGEST_ROW / 1024} KiB`);
