import { env, loadConfig, PlatformConfig, TlsConfig } from '@veza/platform';
import { z } from 'zod';

export const CatalogConfigSchema = z.object({
  ...PlatformConfig,
  ...TlsConfig,
  OPS_PORT: env.port(9104).describe('Port of /healthz, /readyz and /metrics'),
  CATALOG_DATABASE_URL: env
    .postgresUrl()
    .optional()
    .describe('Postgres URL of this service; default: its derived role on DATABASE_URL'),
  CATALOG_DATABASE_POOL: env.integer({ min: 1, max: 100, fallback: 10 }).describe('Maximum Postgres connections per replica'),
  MEDIA_URL: env
    .urls(['http://127.0.0.1:8090'])
    .describe('Base URLs of the byte listeners of media (BYTES_PORT), separated by commas'),
});
export type CatalogConfig = z.output<typeof CatalogConfigSchema>;

export const readConfig = (): CatalogConfig => loadConfig(CatalogConfigSchema, process.env);
