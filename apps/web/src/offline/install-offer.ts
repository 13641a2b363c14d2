/** Chromium's event, which no library of types has. */
interface InstallEvent extends Event {
  prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

const isInstallEvent = (event: Event): event is InstallEvent => 'prompt' in event;

let offer: InstallEvent | undefined;
const listeners = new Set<() => void>();

function change(now: InstallEvent | undefined): void {
  offer = now;
  for (const listener of listeners) listener();
}

addEventListener('beforeinstallprompt', (event) => {
  if (!isInstallEvent(event)) return;
  event.preventDefault(); // the browser's own bar would come in the middle of something else
  change(event);
});
addEventListener('appinstalled', () => change(undefined));

/** Whether the browser offers to install the client as an app. Other browsers have it in their menus, or not at all. */
export const installOffer = {
  isThere: (): boolean => offer !== undefined,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  /** Shows the question of the browser, which may be asked once. */
  async ask(): Promise<void> {
    const asked = offer;
    change(undefined);
    await asked?.prompt();
  },
};
