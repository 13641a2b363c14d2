/** @typedef {{ name: string, port: string, state: string, memory: number | undefined }} Row */

const NAMES = { name: 'service', port: 'port', state: 'state', memory: 'memory' };
const COLOURS = { ready: 32, starting: 33, stopping: 33, stopped: 31 };

/** @param {Row[]} rows @param {boolean} colour */
export function renderTable(rows, colour) {
  const cells = rows.map((row) => ({ ...row, memory: row.memory === undefined ? '' : `${megabytes(row.memory)} MB` }));
  const width = (/** @type {'name' | 'port'} */ column) =>
    Math.max(NAMES[column].length, ...cells.map((row) => row[column].length));
  const stateWidth = Math.max(9, ...cells.map((row) => Math.min(row.state.length, 60)));
  const line = (
    /** @type {{ name: string, port: string, state: string, memory: string }} */ row,
    /** @type {boolean} */ head,
  ) => {
    const state = (row.state.length > 60 ? `${row.state.slice(0, 59)}…` : row.state).padEnd(stateWidth);
    const code = COLOURS[/** @type {keyof typeof COLOURS} */ (row.state)] ?? 31;
    const shown = colour && !head ? `\x1b[${code}m${state}\x1b[0m` : state;
    return `  ${row.name.padEnd(width('name'))}  ${row.port.padEnd(width('port'))}  ${shown}  ${row.memory.padStart(7)}`.trimEnd();
  };
  return [line(NAMES, true), ...cells.map((row) => line(row, false))].join('\n');
}

/** @param {number} bytes */
export function megabytes(bytes) {
  return String(Math.round(bytes / 1024 / 1024));
}

/**
 * Terminal output: messages scroll, and the table is redrawn in place below them. Without a terminal, changes are printed as
 * lines.
 */
export class Screen {
  #drawn = '';
  #tty = process.stdout.isTTY === true;

  get isTerminal() {
    return this.#tty;
  }

  /** @param {string} text */
  say(text) {
    if (!this.#tty) return void process.stdout.write(`${text}\n`);
    const table = this.#drawn;
    this.#erase();
    process.stdout.write(`${text}\n`);
    this.draw(table);
  }

  /** Redraws the table at the bottom. @param {string} table */
  draw(table) {
    if (!this.#tty || table === this.#drawn) return;
    this.#erase();
    process.stdout.write(table === '' ? '' : `${table}\n`);
    this.#drawn = table;
  }

  #erase() {
    if (this.#drawn === '') return;
    const columns = process.stdout.columns || 80;
    const lines = this.#drawn.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(visibleLength(line) / columns)), 0);
    process.stdout.write(`\x1b[${lines}A\x1b[0J`);
    this.#drawn = '';
  }
}

/** @param {string} line */
function visibleLength(line) {
  return line.split('\x1b').reduce((sum, part, index) => sum + part.length - (index === 0 ? 0 : part.indexOf('m') + 1), 0);
}
