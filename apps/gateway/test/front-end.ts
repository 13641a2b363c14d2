import { expect } from '@jest/globals';
import type { GatewaysUnderTest } from './gateway-under-test.js';

/**
 * A front end in the field, as its axios interceptor makes it: on 401 it refreshes once for everybody who waits and
 * asks again; when that is refused it signs out and asks no more. It never stores the new refresh token.
 */
export class FrontEnd {
  /** What it got for its refreshes: status, and when. */
  readonly refreshes: { status: number; at: number }[] = [];
  /** Calls that got 401. */
  refused = 0;
  signedOut = false;
  private turns = 0;
  private refreshing?: Promise<void>;

  constructor(
    private readonly gateways: GatewaysUnderTest,
    /** How many of them it is spread over. */
    private readonly replicas: number,
    private readonly refreshToken: string,
    private accessToken: string,
  ) {}

  /** One call of the API; undefined once it has signed out. */
  async read(): Promise<number | undefined> {
    if (this.signedOut) return undefined;
    const asked = this.accessToken;
    const { status } = await this.ask();
    if (status !== 401) return status;
    this.refused += 1;
    // Another tab's call may have been refused, and the token refreshed, while this one was on its way.
    if (asked === this.accessToken) await (this.refreshing ??= this.refresh().finally(() => (this.refreshing = undefined)));
    return this.signedOut ? undefined : (await this.ask()).status;
  }

  private ask() {
    return this.gateway().get('/users/me').set('authorization', `Bearer ${this.accessToken}`);
  }

  private async refresh(): Promise<void> {
    const { status, body } = await this.gateway().post('/refresh').send({ refreshToken: this.refreshToken });
    this.refreshes.push({ status, at: Date.now() });
    if (status === 200) this.accessToken = String(body.accessToken);
    else {
      expect([status, body.code]).toEqual([400, 'INVALID_GRANT']);
      this.signedOut = true;
    }
  }

  private gateway() {
    this.turns += 1;
    return this.gateways.http(this.turns % this.replicas);
  }
}
