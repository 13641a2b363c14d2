import type { Readable } from 'node:stream';
import { LONGEST_ROW } from '@veza/contracts';
import { UnreadableFile } from './unreadable-file.js';
import { xmlEvents } from './xml-parts.js';

/** Bytes of a sheet, unpacked. */
const MOST_SHEET = 64 * 1024 ** 2;
/** Bytes of the texts of a workbook, unpacked: they are held while its sheet is read. */
const MOST_TEXTS = 16 * 1024 ** 2;
const MOST_CELLS = 100;

export interface SheetRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** The shared texts of a workbook, in their order. What a text has for its pronunciation is left out. */
export async function sharedTexts(part: Readable): Promise<string[]> {
  const texts: string[] = [];
  let text = '';
  let isText = false;
  let isSpoken = false;
  const handlers = {
    open: (name: string) => {
      if (name === 'si') text = '';
      if (name === 'rPh') isSpoken = true;
      isText = name === 't' && !isSpoken;
    },
    text: (more: string) => {
      if (isText) text += more;
    },
    close: (name: string) => {
      isText = false;
      if (name === 'rPh') isSpoken = false;
      if (name === 'si') texts.push(text);
    },
  };
  for await (const _chunk of xmlEvents(part, MOST_TEXTS, handlers));
  return texts;
}

/** The rows of a sheet that have cells, as texts (ECMA-376, 18.3.1.73 and 18.3.1.4). */
export async function* sheetRows(part: Readable, texts: readonly string[]): AsyncGenerator<SheetRow> {
  let found: SheetRow[] = [];
  const reader = new SheetReader(texts, (row) => found.push(row));
  for await (const _chunk of xmlEvents(part, MOST_SHEET, reader)) {
    yield* found;
    found = [];
  }
}

class SheetReader {
  private row = 0;
  private cells: string[] = [];
  private column = -1;
  private type = 'n';
  private value = '';
  private isValue = false;
  private length = 0;

  constructor(
    private readonly texts: readonly string[],
    private readonly found: (row: SheetRow) => void,
  ) {}

  readonly open = (name: string, { r, t = 'n' }: Readonly<Record<string, string>>): void => {
    this.isValue = name === 'v' || name === 't';
    if (name === 'row') {
      this.row = r === undefined ? this.row + 1 : Number(r);
      this.cells = [];
      this.column = -1;
      this.length = 0;
    } else if (name === 'c') {
      this.column = r === undefined ? this.column + 1 : columnIndex(r);
      this.type = t;
      this.value = '';
    }
  };

  readonly text = (text: string): void => {
    if (this.isValue) this.value += text;
  };

  readonly close = (name: string): void => {
    this.isValue = false;
    if (name === 'c') this.addCell(this.cellText());
    else if (name === 'row' && this.cells.length > 0)
      this.found({ row: this.row, cells: Array.from(this.cells, (cell) => cell ?? '') });
  };

  private addCell(text: string): void {
    if (text === '') return;
    this.length += text.length;
    if (this.length > LONGEST_ROW) throw new UnreadableFile(`Row ${this.row} is longer than ${LONGEST_ROW / 1024} KiB`);
    if (this.column >= MOST_CELLS) throw new UnreadableFile(`The sheet has more than ${MOST_CELLS} columns`);
    this.cells[this.column] = text;
  }

  private cellText(): string {
    if (this.type === 's') return this.texts[Number(this.value)] ?? '';
    return this.type === 'n' && this.value !== '' ? shownNumber(this.value) : this.value;
  }
}

/** Excel stores 17 digits of a number and shows 15: 19.99 is stored as 19.989999999999998. */
function shownNumber(stored: string): string {
  const value = Number(stored);
  return Number.isFinite(value) ? String(Number(value.toPrecision(15))) : stored;
}

/** `B7` is 1. */
function columnIndex(reference: string): number {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0] ?? 'A';
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
