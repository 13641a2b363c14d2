import { useSignedIn } from './session-context.js';

/** The thing that the gateway has put into this page, as a stranger sees it. */
interface Shown {
  readonly key: readonly [kind: string, id: string];
  readonly value: unknown;
  readonly etag?: string;
}

const openedAt = Date.now();
let found: Shown | null | undefined;

function shown(): Shown | null {
  if (found === undefined) {
    const text = document.getElementById('shown')?.textContent;
    found = text ? (JSON.parse(text) as Shown) : null; // the gateway has written it
  }
  return found;
}

/** The first page of a list, in the same way; `isWhole` is a list without search and filters. */
export function useShownPage<T, P>(kind: string, isWhole: boolean, firstParam: P) {
  const { initialData, initialDataUpdatedAt } = useShown<T>(kind, isWhole ? '' : '-');
  return {
    initialData: (): { pages: T[]; pageParams: P[] } | undefined => {
      const page = initialData()?.value;
      return page && { pages: [page], pageParams: [firstParam] };
    },
    initialDataUpdatedAt,
  };
}

/**
 * The first data of a query for the thing of this page, so that a stranger's page asks for nothing twice. A person with a
 * session may see more, and asks.
 */
export function useShown<T>(kind: string, id: string) {
  const isSignedIn = useSignedIn();
  return {
    initialData: (): { value: T; etag: string | undefined } | undefined => {
      const thing = isSignedIn ? null : shown();
      if (thing === null || thing.key[0] !== kind || thing.key[1] !== id) return undefined;
      return { value: thing.value as T, etag: thing.etag }; // read from the contract that `T` is generated from
    },
    initialDataUpdatedAt: openedAt,
  };
}
