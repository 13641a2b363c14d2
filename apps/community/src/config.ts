import { env, loadConfig, PlatformConfig } from '@veza/platform';
import { z } from 'zod';

export const CommunityConfigSchema = z.object({
  ...PlatformConfig,
  OPS_PORT: env.port(9106).describe('Port of /healthz, /readyz and /metrics'),
  COMMUNITY_DATABASE_URL: env
    .postgresUrl()
    .optional()
    .describe('Postgres URL of this service; default: its derived role on DATABASE_URL'),
  COMMUNITY_DATABASE_POOL: env.integer({ min: 1, max: 100, fallback: 10 }).describe('Maximum Postgres connections per replica'),
  COMMUNITY_REDUCED_LIMITS: env
    .flag()
    .optional()
    .describe(
      'Whether accounts that are younger than a day, have an unconfirmed address or were banned in the last 30 days follow, like and comment less, and write no links; default true in production, otherwise false',
    ),
});
export type CommunityConfig = z.output<typeof CommunityConfigSchema>;

export const readConfig = (): CommunityConfig => loadConfig(CommunityConfigSchema, process.env);
