import { expect } from '@jest/globals';
import type { GatewaysUnderTest } from './gateway-under-test.js';

/**
 * A client like the existing front ends with their axios interceptor. On 401 it refreshes once for all waiting calls and
 * repeats them. When the refresh is rejected it signs out and sends no more requests. It never stores the new refresh token.
 */
export class FrontEnd {
  /** The responses to its refreshes: status and time. */
  readonly refreshes: { status: number; at: number }[] = [];
  /** Calls that got 401. */
  rejected = 0;
  signedOut = false;
  private requests = 0;
  private refreshing?: Promise<void>;

  constructor(
    private readonly gateways: GatewaysUnderTest,
    /** Number of gateways that its requests are distributed over. */
    private readonly replicas: number,
    private readonly refreshToken: string,
    private accessToken: string,
  ) {}

  /** Calls the API once and rerequests the status; undefined after the sign-out. */
  async read(): Promise<number | undefined> {
    if (this.signedOut) return undefined;
    const used = this.accessToken;
    const { status } = await this.get();
    if (status !== 401) return status;
    this.rejected += 1;
    // A call of another tab may have refreshed the token while this call was in flight.
    if (used === this.accessToken) await (this.refreshing ??= this.refresh().finally(() => (this.refreshing = undefined)));
    return this.signedOut ? undefined : (await this.get()).status;
  }

  private get() {
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
    this.requests += 1;
    return this.gateways.http(this.requests % this.replicas);
  }
}
