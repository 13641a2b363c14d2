import type { CDPSession, Page } from 'playwright-core';
import { eventually } from '@veza/testing';

/** The service worker of the client in a browser, which gets events through DevTools as from the browser itself. */
export class ClientWorker {
  private registrationId: string | undefined;

  private constructor(
    private readonly devTools: CDPSession,
    private readonly origin: string,
  ) {
    devTools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      // One whose first installation met no connection is deleted, and stays in the list.
      const own = registrations.find(({ scopeURL, isDeleted }) => scopeURL === `${origin}/app/` && !isDeleted);
      this.registrationId = own?.registrationId ?? this.registrationId;
    });
  }

  /** @param page any page of the browser, which need not be one of the client */
  static async of(page: Page, origin: string): Promise<ClientWorker> {
    const devTools = await page.context().newCDPSession(page);
    const worker = new ClientWorker(devTools, origin);
    await devTools.send('ServiceWorker.enable');
    return worker;
  }

  /** Delivers a push, as the push service of the browser would. */
  async push(payload: object): Promise<void> {
    await this.devTools.send('ServiceWorker.deliverPushMessage', { ...(await this.target()), data: JSON.stringify(payload) });
  }

  /** Wakes the worker for a background sync, as the browser does when the connection is back. */
  async sync(tag: string): Promise<void> {
    await this.devTools.send('ServiceWorker.dispatchSyncEvent', { ...(await this.target()), tag, lastChance: false });
  }

  close(): Promise<void> {
    return this.devTools.detach();
  }

  private async target(): Promise<{ origin: string; registrationId: string }> {
    return { origin: this.origin, registrationId: await eventually('the worker to be known', () => this.registrationId) };
  }
}
