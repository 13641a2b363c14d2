import { Injectable } from '@nestjs/common';
import { columnsOf, Database } from '@veza/database';
import { Hourly } from '@veza/platform';
import { OidcFlow } from './oidc-flow.entity.js';
import { OidcResult } from './oidc-result.entity.js';

export type NewFlow = Omit<OidcFlow, 'expiresAt'>;
export type NewResult = Omit<OidcResult, 'expiresAt'>;

/** SQL: a row is found and used up in one statement, so of two requests with the same state or code one succeeds. */
@Injectable()
export class OidcRepository {
  constructor(private readonly database: Database) {}

  async addFlow({ state, browser, provider, challenge, returnTo }: NewFlow, lifeSeconds: number): Promise<void> {
    await this.database.query(
      `INSERT INTO oidc_flows (state, browser, provider, challenge, return_to, expires_at)
       VALUES ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))`,
      [state, browser, provider, challenge, returnTo, lifeSeconds],
    );
  }

  async takeFlow(state: Buffer): Promise<OidcFlow | undefined> {
    const [flow] = await this.database.query<OidcFlow>(
      `DELETE FROM oidc_flows WHERE state = $1 AND expires_at > now() RETURNING ${columnsOf(OidcFlow)}`,
      [state],
    );
    return flow;
  }

  async addResult({ code, challenge, provider, issuer, subject, email }: NewResult, lifeSeconds: number): Promise<void> {
    await this.database.query(
      `INSERT INTO oidc_results (code, challenge, provider, issuer, subject, email, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7))`,
      [code, challenge, provider, issuer, subject, email, lifeSeconds],
    );
  }

  async takeResult(code: Buffer): Promise<OidcResult | undefined> {
    const [result] = await this.database.query<OidcResult>(
      `DELETE FROM oidc_results WHERE code = $1 AND expires_at > now() RETURNING ${columnsOf(OidcResult)}`,
      [code],
    );
    return result;
  }

  @Hourly('sweep of visits to providers')
  async sweep(): Promise<void> {
    for (const table of ['oidc_flows', 'oidc_results'])
      await this.database.query(`DELETE FROM ${table} WHERE expires_at < now()`);
  }
}
