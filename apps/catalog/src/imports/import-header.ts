import { columnOf, IMPORT_COLUMNS, type ImportColumn } from '@veza/contracts';
import { UnreadableFile } from './unreadable-file.js';

/** One row of the file as text; `cells` of a table, `line` of JSON lines. A blank row has neither. */
export interface ImportFileRow {
  /** As a spreadsheet counts: the header of a table is row 1. */
  readonly row: number;
  readonly cells?: ReadonlyMap<ImportColumn, string>;
  readonly line?: string;
  /** A row of a table with another number of cells than the header. */
  readonly misfit?: string;
  /** The headings of the table as they are written. */
  readonly headings?: Headings;
}

export type Headings = ReadonlyMap<string, string>;

export interface ImportHeader {
  readonly columns: readonly ImportColumn[];
  readonly headings: Headings;
}

/** A heading is a name of the API in any spelling: `prix`, `Price`, `Catégorie`. Empty ones at the end are left out. */
export function readHeader(cells: readonly string[]): ImportHeader {
  const headings = withoutEnd(cells.map((cell) => cell.trim()));
  const found = headings.map((heading) => ({ heading, column: columnOf(heading) }));
  const unknown = found.flatMap(({ heading, column }) => (column ? [] : JSON.stringify(heading.slice(0, 40))));
  if (unknown.length > 0)
    throw new UnreadableFile(`Unknown columns: ${unknown.slice(0, 10).join(', ')}. Known ones: ${IMPORT_COLUMNS.join(', ')}`);
  const columns = found.flatMap(({ column }) => column ?? []);
  const twice = columns.filter((column, i) => columns.indexOf(column) !== i);
  if (twice.length > 0) throw new UnreadableFile(`Columns that are there twice: ${[...new Set(twice)].join(', ')}`);
  if (!columns.includes('id') && !columns.includes('sku')) {
    const missing = (['name', 'price'] as const).filter((name) => !columns.includes(name));
    if (missing.length > 0) throw new UnreadableFile(`Missing columns: ${missing.join(', ')}`);
  }
  return { columns, headings: new Map(columns.map((column, i) => [column, headings[i] ?? column])) };
}

/** Spreadsheets add empty cells behind the last column. */
export function tableRow(row: number, { columns, headings }: ImportHeader, all: readonly string[]): ImportFileRow {
  if (all.every((cell) => cell === '')) return { row, headings };
  const cells = all.length > columns.length ? [...all.slice(0, columns.length), ...withoutEnd(all.slice(columns.length))] : all;
  if (cells.length !== columns.length)
    return { row, headings, misfit: `has ${cells.length} cells, and the header ${columns.length}` };
  return { row, headings, cells: new Map(columns.map((column, i) => [column, cells[i] ?? ''])) };
}

const withoutEnd = (cells: readonly string[]) => cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);
