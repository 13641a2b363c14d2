import type { ApiResponse } from './call.js';

/** What follows a page: the value of `parameter` of the next request; null or undefined after the last page. */
interface Page<Item, Query> {
  items: readonly Item[];
  next: Query[keyof Query] | null;
  parameter: keyof Query;
}

/** The items of a list, page after page. */
export async function* itemsOf<Query extends object, Data, Item>(
  query: Query,
  load: (query: Query) => Promise<ApiResponse<Data>>,
  read: (data: Data) => Page<Item, Query>,
): AsyncGenerator<Item, void> {
  for (let asked: Query | undefined = query; asked;) {
    const { items, next, parameter } = read((await load(asked)).data);
    yield* items;
    asked = next === null || next === undefined ? undefined : { ...asked, [parameter]: next };
  }
}
