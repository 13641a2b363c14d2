import type { Push, Veza } from '@veza/sdk';
import { kept } from './kept.js';

/** Id of the subscription of this browser; it ends with the session, as everything that is kept. */
const KEY = 'push';

export type PushState = 'unsupported' | 'denied' | 'off' | 'on';

export const canPush = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

/** Whether this browser is notified, among the subscriptions of the account. */
export async function pushState({ subscriptions }: Push): Promise<PushState> {
  if (!canPush()) return 'unsupported';
  if (Notification.permission === 'denied') return 'denied';
  const id = await kept.read<string>(KEY);
  return subscriptions.some((each) => each.id === id) ? 'on' : 'off';
}

/** Asks the person and the browser. Throws when one of them refuses. */
export async function subscribeToPush(veza: Veza, { public_key }: Push): Promise<void> {
  const { pushManager } = await navigator.serviceWorker.ready;
  // One of an earlier key or account would be refused or belong to no account.
  await (await pushManager.getSubscription())?.unsubscribe();
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: public_key });
  const { endpoint, keys } = made.toJSON();
  const { data } = await veza.subscribePush({
    body: { public_key, endpoint: endpoint ?? '', keys: { p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '' } },
  });
  await kept.write(KEY, data.id);
}

export async function unsubscribeFromPush(veza: Veza): Promise<void> {
  const id = await kept.read<string>(KEY);
  if (id !== undefined) await veza.unsubscribePush({ path: { id } });
  const { pushManager } = await navigator.serviceWorker.ready;
  await (await pushManager.getSubscription())?.unsubscribe();
}
