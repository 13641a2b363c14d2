import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FEATURES = fileURLToPath(new URL('../../../web/src/features/', import.meta.url));
const ROUTE = /getParentRoute: \(\) => (\w+),\s+path: '([^']+)'/g;
/** Routes that stand below another one of their feature. */
const ABOVE: Readonly<Record<string, string>> = { roomsRoute: '/rooms' };

export interface ClientRoute {
  readonly path: string;
  /** For people without a session only. */
  readonly isOpen: boolean;
}

/** Every page of the web client, as the features declare them: a new one is walked without a line here. */
export function clientRoutes(): ClientRoute[] {
  return readdirSync(FEATURES).flatMap((name) =>
    [...readFileSync(`${FEATURES}${name}/${name}.feature.ts`, 'utf8').matchAll(ROUTE)].map(([, parent = '', path = '']) => ({
      path: (ABOVE[parent] ?? '') + path,
      isOpen: parent === 'openRoute',
    })),
  );
}

/** The address of a route with the ids of things that exist. */
export const addressOf = (path: string, ids: Readonly<Record<string, string>>): string =>
  path.replace(/\$(\w+)/g, (_, name: string) => ids[name] ?? `no-${name}`);
