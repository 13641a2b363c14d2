import { pipeline, Readable } from 'node:stream';
import { LONGEST_ROW, MOST_IMPORTED, PRODUCT_COLUMNS, type ProductColumn } from '@veza/contracts';
import { CsvError, parse } from 'csv-parse';

/** The file as a whole cannot be read. The message is for its owner. */
export class UnreadableFile extends Error {}

/** One row of the file as text; `cells` of CSV, `line` of JSON lines. A blank row has neither. */
export interface ImportFileRow {
  /** As a spreadsheet counts: the header of a CSV file is row 1. */
  readonly row: number;
  readonly cells?: ReadonlyMap<ProductColumn, string>;
  readonly line?: string;
  /** A CSV row with another number of cells than the header. */
  readonly misfit?: string;
}

/**
 * The rows of an uploaded file, CSV or JSON lines, in order; memory holds one row and a few chunks. The first character
 * tells the two apart, and the header of a CSV file its separator.
 */
export async function* fileRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ImportFileRow> {
  const chunks = decoded(bytes);
  try {
    let head = '';
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
      head += next.value;
      if (head.trimStart().includes('\n') || head.length > LONGEST_ROW) break;
    }
    const text = following(head, chunks);
    let count = 0;
    for await (const each of head.trimStart().startsWith('{') ? jsonRows(text) : csvRows(text, separatorOf(head))) {
      if (++count > MOST_IMPORTED) throw new UnreadableFile(`The file has more than ${MOST_IMPORTED} rows; split it`);
      yield each;
    }
    if (count === 0) throw new UnreadableFile('The file has no rows');
  } finally {
    await chunks.return(undefined); // ends the download
  }
}

/** A byte order mark is removed. */
async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (chunk?: Uint8Array) => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw new UnreadableFile('The file is not in UTF-8; save it as "CSV UTF-8"');
    }
  };
  for await (const chunk of bytes) yield decode(chunk);
  yield decode();
}

async function* following(head: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

function separatorOf(head: string): string {
  const [header = ''] = head.trimStart().split(/[\r\n]/, 1);
  const count = (separator: string) => header.split(separator).length;
  return [';', '\t'].reduce((most, each) => (count(each) > count(most) ? each : most), ',');
}

async function* csvRows(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<ImportFileRow> {
  const parser = parse({ delimiter, relax_column_count: true, max_record_size: LONGEST_ROW });
  pipeline(Readable.from(text), parser, () => undefined); // an error destroys the parser, whose iteration throws it
  let columns: readonly ProductColumn[] | undefined;
  let row = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      row += 1;
      if (!columns) columns = columnsOfHeader(cells);
      else yield csvRow(row, columns, cells);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const parsed: unknown = error.records; // the parser reads ahead of this loop
    const isLong = error.code === 'CSV_MAX_RECORD_SIZE';
    const what = isLong
      ? `is longer than ${LONGEST_ROW / 1024} KiB`
      : 'has a quote in the wrong place, or one that is not closed';
    throw new UnreadableFile(`Row ${Number(parsed) + 1} ${what}`);
  }
}

function csvRow(row: number, columns: readonly ProductColumn[], cells: readonly string[]): ImportFileRow {
  if (cells.every((cell) => cell === '')) return { row };
  if (cells.length !== columns.length) return { row, misfit: `has ${cells.length} cells, and the header ${columns.length}` };
  return { row, cells: new Map(columns.map((column, i) => [column, cells[i] ?? ''])) };
}

const isColumn = (name: string): name is ProductColumn => PRODUCT_COLUMNS.some((column) => column === name);

function columnsOfHeader(cells: readonly string[]): ProductColumn[] {
  const names = cells.map((cell) => cell.trim().toLowerCase());
  const unknown = names.filter((name) => !isColumn(name)).map((name) => JSON.stringify(name.slice(0, 40)));
  if (unknown.length > 0)
    throw new UnreadableFile(`Unknown columns: ${unknown.slice(0, 10).join(', ')}. Known ones: ${PRODUCT_COLUMNS.join(', ')}`);
  const twice = names.filter((name, i) => names.indexOf(name) !== i);
  if (twice.length > 0) throw new UnreadableFile(`Columns that are there twice: ${[...new Set(twice)].join(', ')}`);
  if (!names.includes('id') && !names.includes('sku')) {
    const missing = ['name', 'price'].filter((name) => !names.includes(name));
    if (missing.length > 0) throw new UnreadableFile(`Missing columns: ${missing.join(', ')}`);
  }
  return names.filter(isColumn);
}

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
