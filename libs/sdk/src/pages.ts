import type { ApiResponse } from './call.js';

/** The items of a page, and what follows: the value of the next request's parameter; null or undefined after the last page. */
type Page<Item> = readonly [items: readonly Item[], next: string | number | null | undefined];

/** The items of a list, page after page. `parameter` of the query leads to the next one. */
export async function* itemsOf<Input extends { query?: object | undefined } | undefined, Data, Item>(
  input: Input,
  load: (input: Input) => Promise<ApiResponse<Data>>,
  read: (data: Data) => Page<Item>,
  parameter = 'cursor',
): AsyncGenerator<Item, void> {
  for (let asked = input; ;) {
    const [items, next] = read((await load(asked)).data);
    yield* items;
    if (next === null || next === undefined) return;
    asked = { ...asked, query: { ...asked?.query, [parameter]: next } };
  }
}

/** Reads a page with a list of this name and a `next_cursor`. */
export const listed =
  <Key extends string>(key: Key) =>
  <Item>(page: { next_cursor: string | null } & { [Name in Key]: readonly Item[] }): Page<Item> => [page[key], page.next_cursor];
