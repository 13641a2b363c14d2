import { cleanupOutdatedCaches, matchPrecache, type PrecacheEntry, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { UNSENT } from '../src/offline/unsent-messages.js';
import { notificationOf, type PushPayload } from './notification.js';
import { sendUnsent } from './send-unsent.js';

/** Has no type yet: not every browser has it. */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

declare const self: ServiceWorkerGlobalScope & {
  addEventListener(type: 'sync', listener: (event: SyncEvent) => void): void;
  /** The files of this build; `build/service-worker.ts` writes them. */
  readonly __PRECACHE_LIST: PrecacheEntry[];
};

/** The page comes from the network, so that a new version is there at once; without connection it is the kept one. */
async function page({ request }: { request: Request }): Promise<Response> {
  try {
    return await fetch(request);
  } catch {
    return (await matchPrecache('/app/index.html')) ?? Response.error();
  }
}

cleanupOutdatedCaches();
precacheAndRoute(self.__PRECACHE_LIST);
registerRoute(new NavigationRoute(page, { denylist: [/\.\w+$/] }));

self.addEventListener('sync', (event) => {
  if (event.tag === UNSENT) event.waitUntil(sendUnsent());
});

/** The same push twice has the same id, and replaces its notification. */
self.addEventListener('push', (event) => {
  const payload: PushPayload | undefined = event.data?.json();
  if (!payload) return;
  const [title, body] = notificationOf(payload, navigator.languages);
  const { id, path } = payload;
  const options = { body, tag: id, icon: '/app/icons/icon-192.png', timestamp: Date.parse(payload.at), data: { path } };
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(new URL(event.notification.data.path, self.location.origin)));
});

/** In an open page of the client, else in a new one. */
async function open(url: URL): Promise<void> {
  if (url.origin !== self.location.origin) return;
  const [page] = await self.clients.matchAll({ type: 'window' });
  if (!page) return void (await self.clients.openWindow(url));
  await page.focus();
  await page.navigate(url);
}
