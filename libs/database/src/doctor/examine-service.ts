import { certificateFindings, redisFindings, StartFailure, type PlatformConfig, type TlsConfig } from '@veza/platform';
import { databaseUrl, type ServiceUrlOptions } from '../service-url.js';
import { type ExaminedSchema, postgresFindings } from './postgres-findings.js';

export interface ExaminedService
  extends Omit<ExaminedSchema, 'url' | 'schema'>, Pick<ServiceUrlOptions, 'service' | 'serviceUrl'> {
  config: PlatformConfig & Partial<TlsConfig>;
  /** What else the service needs; each resolves to sentences. */
  checks?: readonly (() => Promise<string[]>)[];
}

/**
 * The body of an app's doctor.ts: prints what is wrong with what the service needs, a sentence a line, and nothing when all
 * is well. Exit code 1 with a sentence. Changes nothing.
 */
export async function examineService(examined: ExaminedService): Promise<void> {
  const findings = await findingsOf(examined);
  for (const finding of findings) process.stdout.write(`${finding}\n`);
  if (findings.length > 0) process.exitCode = 1;
}

async function findingsOf({ config, service, serviceUrl, checks = [], ...rest }: ExaminedService): Promise<string[]> {
  const { DATABASE_URL: ownerUrl, DATABASE_SECRET: secret, VEZA_KEYS: keys } = config;
  const postgres = async () => {
    const url = databaseUrl({ service, serviceUrl, ownerUrl, secret, keys });
    return postgresFindings({ schema: service, url, ...rest });
  };
  const all = [postgres, () => redisFindings(config), () => certificateFindings(config), ...checks];
  return (await Promise.all(all.map((check) => check().catch(sentences)))).flat();
}

/** Other faults are bugs of a check. */
function sentences(error: unknown): string[] {
  if (error instanceof StartFailure) return [error.message];
  throw error;
}
