import { UNSENT } from './unsent-messages.js';

interface SyncRegistration {
  readonly sync: { register(name: string): Promise<void> };
}
const hasSync = (registration: object): registration is SyncRegistration => 'sync' in registration;

/**
 * Asks the browser to wake the service worker when the connection is back, for a page that has been closed by then. Firefox
 * and Safari have no such wake: there the next start of the client sends.
 */
export async function sendInBackground(): Promise<void> {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  const registration = await navigator.serviceWorker.getRegistration('/app/');
  if (registration && hasSync(registration)) await registration.sync.register(UNSENT).catch(() => undefined);
}
