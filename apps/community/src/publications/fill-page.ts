/** Rows that one read looks at, at most: what is not visible is passed over. */
export const MOST_ROUNDS = 3;
/** Rows of one round: as many as the services are asked for at once. */
export const ROUND = 100;

/** Behind which a page goes on: the position, and the row where two have one. */
export type Place = readonly [position: number, row: number];

export interface Filled<Item> {
  readonly items: Item[];
  /** Undefined at the end of the list. */
  readonly next: Place | undefined;
}

export interface Source<Row, Item> {
  /** The next rows behind a place, in order; fewer than asked for only at the end. */
  rowsAfter(place: Place | undefined, most: number): Promise<readonly Row[]>;
  placeOf(row: Row): Place;
  /** What is visible of the rows, by row. */
  visible(rows: readonly Row[]): Promise<ReadonlyMap<Row, Item>>;
}

/**
 * A page of what is visible. The place of the next page is behind the last row that was looked at, never behind one that was
 * not, so nothing is passed over unseen and nothing comes twice. With very many invisible rows a page is short, or empty,
 * and has a next one.
 */
export async function fillPage<Row, Item>(
  source: Source<Row, Item>,
  limit: number,
  after: Place | undefined,
): Promise<Filled<Item>> {
  const items: Item[] = [];
  let place = after;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const most = round === 0 ? Math.min(limit + 1, ROUND) : ROUND;
    const rows = await source.rowsAfter(place, most);
    const visible = await source.visible(rows);
    for (const row of rows) {
      if (items.length === limit) return { items, next: place }; // a row is left for the next page
      const item = visible.get(row);
      if (item !== undefined) items.push(item);
      place = source.placeOf(row);
    }
    if (rows.length < most) return { items, next: undefined };
    if (items.length === limit) break;
  }
  return { items, next: place };
}
