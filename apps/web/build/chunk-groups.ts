import type { Rollup } from 'vite';
import { pageSet, SHELL_MODULE } from './feature-pages.js';

type Group = NonNullable<Exclude<Rollup.OutputOptions['codeSplitting'], boolean | undefined>['groups']>[number];
type Context = Parameters<Extract<Group['name'], (...args: never[]) => unknown>>[1];

const below = (...places: readonly string[]) => new RegExp(String.raw`\/web\/src\/(?:${places.join('|')})`);

/** Opened by an action, or rare: each stays a chunk of its own. */
const LATER = below(
  'features/rooms/(?:voice-|emoji-(?:picker|list|grid)|markup-text|message-markup|link-cards|preview-card|use-card|links-elsewhere)',
  'features/rooms/(?:invite-links|thread-panel|use-thread\\.|recording|use-recording)',
  'step-up/confirm-dialog',
  'features/tracks/upload-(?:panel|line)',
  'player/(?:playing-bar|queue-|volume-control|play-modes|own-cover)',
  'ui/qr-code',
);
/** Elements and reads of every page. */
const KIT = below('ui/(?!qr-code)', 'session/(?!passkey|provider-visit|use-providers)', 'people/report-thing');
const HOOKS = /node_modules\/@tanstack\/(?:react-query|query-core|react-router|router-core|react-store|store)\//;
const MUSIC = below('player/');
/** Of pages about things of people. */
const THINGS = below('albums/', 'playlists/', 'people/', 'editing/');
const CALENDAR = below('calendar/');
const PROOF = below('step-up/', 'session/(?:passkey|provider-visit|use-providers)');
const FEATURE = below('features/(\\w+)/');
const path = (id: string) => id.replaceAll('\\', '/');
const matches = (pattern: RegExp) => (id: string) => pattern.test(path(id)) && !LATER.test(path(id));

/** Whether a static import leads from one of these modules to this one. */
function isReached(id: string, context: Context, isFrom: (module: string) => boolean, seen = new Set<string>()): boolean {
  if (isFrom(id)) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  return (context.getModuleInfo(id)?.importers ?? []).some((importer) => isReached(importer, context, isFrom, seen));
}

const isMain = (module: string) => /\/web\/src\/main\.tsx$/.test(path(module));

/** What the pages of a feature have in common with other ones, or with what they open later. The rest is in their own chunk. */
function featureChunk(id: string, context: Context): string | null {
  const feature = FEATURE.exec(path(id))?.[1];
  if (feature === undefined || LATER.test(path(id))) return null;
  const roots = new Set<string>();
  isReached(id, context, (module) => {
    if ((context.getModuleInfo(module)?.dynamicImporters ?? []).length > 0) roots.add(module);
    return false;
  });
  const isOfPages = roots.has(pageSet(feature, 'open')) || roots.has(pageSet(feature, 'own'));
  return isOfPages && roots.size > 1 ? feature : null;
}

/** What the navigation of a person has in common with pages. They need it too, but never without the navigation. */
const shellChunk = (id: string, context: Context): string | null =>
  !LATER.test(path(id)) && id !== SHELL_MODULE && isReached(id, context, (module) => module === SHELL_MODULE) ? 'shell' : null;

const isLibrary = (id: string) => /\/node_modules\/(?!workbox)/.test(path(id));
/** Of the client of the API what a signed-in person needs: the first pages reach it by its index only. */
const SIGNED_IN = /\/libs\/sdk\/src\/(?:chat\/(?!chat-error)|track-upload|server-events|progress)/;
/** What every page needs. */
const isFirst = (id: string, context: Context) =>
  !SIGNED_IN.test(path(id)) && (KIT.test(path(id)) || HOOKS.test(path(id)) || isReached(id, context, isMain));

/**
 * Chunks by feature, not by module: a request costs a slow phone more than the few kilobytes of a page that is not opened.
 * `size-limits.ts` counts both for every page.
 */
export const chunkGroups: Group[] = [
  // Libraries change seldom: a new build leaves them in the caches of browsers.
  { name: (id, context) => (isLibrary(id) && isFirst(id, context) ? 'libraries' : null), priority: 10 },
  { name: (id, context) => (isFirst(id, context) ? 'first' : null), priority: 9 },
  { name: 'music', test: matches(MUSIC), priority: 6 },
  { name: 'things', test: matches(THINGS), priority: 6 },
  { name: 'calendar', test: matches(CALENDAR), priority: 6 },
  { name: 'proof', test: matches(PROOF), priority: 6 },
  { name: shellChunk, priority: 5 },
  { name: featureChunk, priority: 1 },
];
