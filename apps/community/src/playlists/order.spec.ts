import { expect, test } from '@jest/globals';
import { added, LONGEST_KEY, moved, type Placed } from './order.js';

const HISTORIES = 10_000;
const STEPS = 24;

/** A repeatable source of numbers (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) % below;
  };
}

const sorted = (entries: readonly Placed[]): Placed[] =>
  entries.toSorted((a, b) => (a.key === b.key ? a.trackId - b.trackId : a.key < b.key ? -1 : 1));

/** Rows of a playlist: what a transaction reads and writes. */
class Rows {
  entries: Placed[] = [];
  renumberings = 0;

  get ids(): number[] {
    return this.entries.map(({ trackId }) => trackId);
  }

  write(keys: readonly Placed[]): void {
    if (keys.length > 1) this.renumberings += 1;
    const written = new Map(keys.map((entry) => [entry.trackId, entry]));
    const kept = this.entries.filter(({ trackId }) => !written.has(trackId));
    this.entries = sorted([...kept, ...written.values()]);
  }

  remove(trackId: number): void {
    this.entries = this.entries.filter((entry) => entry.trackId !== trackId);
  }
}

/** The same list without keys. */
function movedInModel(model: readonly number[], trackId: number, after: number | null): number[] | undefined {
  if (!model.includes(trackId) || (after !== null && !model.includes(after))) return undefined;
  if (after === trackId) return [...model];
  const others = model.filter((id) => id !== trackId);
  return others.toSpliced(after === null ? 0 : others.indexOf(after) + 1, 0, trackId);
}

/** Two editors act on what each has read last, which the other one has changed meanwhile. */
function history(seed: number): Rows {
  const pick = numbers(seed);
  const rows = new Rows();
  let model: number[] = [];
  const views: [number[], number[]] = [[], []];
  for (let step = 0; step < STEPS; step += 1) {
    const editor = pick(2) === 0 ? 0 : 1;
    if (pick(3) === 0) views[editor] = rows.ids;
    const view = views[editor];
    const any = (): number => view[pick(Math.max(view.length, 1))] ?? 1 + pick(12);
    const act = pick(10);
    if (act < 4) {
      const track = 1 + pick(12);
      rows.write(added(rows.entries, track));
      if (!model.includes(track)) model = [...model, track];
    } else if (act < 5) {
      const track = any();
      rows.remove(track);
      model = model.filter((id) => id !== track);
    } else {
      const [track, after] = [any(), pick(4) === 0 ? null : any()];
      const [keys, expected] = [moved(rows.entries, track, after), movedInModel(model, track, after)];
      if ((keys === undefined) !== (expected === undefined)) throw new Error(`History ${seed}, step ${step}: refused wrongly`);
      rows.write(keys ?? []);
      model = expected ?? model;
    }
    if (rows.ids.join() !== model.join())
      throw new Error(`History ${seed}, step ${step}: ${rows.ids.join()} is not ${model.join()}`);
  }
  return rows;
}

test(`${HISTORIES} histories of two editors equal a plain list, without lost, doubled or renumbered entries`, () => {
  const all = Array.from({ length: HISTORIES }, (_, seed) => history(seed));
  const keys = all.flatMap(({ entries }) => entries.map(({ key }) => key));
  expect(keys.length).toBeGreaterThan(HISTORIES);
  expect(keys.every((key) => /^[0-9A-Za-z]*[1-9A-Za-z]$/.test(key) && key.length <= LONGEST_KEY)).toBe(true);
  expect(all.reduce((sum, { renumberings }) => sum + renumberings, 0)).toBe(0);
});

test('keys stay short at both ends, and the densest place is renumbered rarely, with the same order', () => {
  const rows = new Rows();
  for (let track = 1; track <= 500; track += 1) rows.write(added(rows.entries, track));
  expect(rows.ids).toEqual(Array.from({ length: 500 }, (_, at) => at + 1));
  for (let round = 0; round < 1_000; round += 1) rows.write(moved(rows.entries, rows.ids.at(-1) ?? 0, null) ?? []);
  expect(Math.max(...rows.entries.map(({ key }) => key.length))).toBeLessThanOrEqual(8);
  expect(rows.renumberings).toBe(0);

  let model = rows.ids;
  for (let round = 0; round < 2_000; round += 1) {
    const last = model.at(-1) ?? 0;
    const first = model[0] ?? 0;
    rows.write(moved(rows.entries, last, first) ?? []);
    model = movedInModel(model, last, first) ?? [];
  }
  expect(rows.ids).toEqual(model);
  expect(rows.renumberings).toBeGreaterThan(0);
  expect(rows.renumberings).toBeLessThan(40);
  expect(new Set(rows.ids).size).toBe(500);
});

test('equal keys, which no move makes, are put in order by the next one', () => {
  const entries = [1, 2, 3].map((trackId) => ({ trackId, key: 'U' }));
  const rows = new Rows();
  rows.entries = entries;
  rows.write(moved(rows.entries, 3, 1) ?? []);
  expect(rows.ids).toEqual([1, 3, 2]);
});
