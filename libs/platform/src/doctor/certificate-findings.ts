import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { PlatformConfig, TlsConfig } from '../config/index.js';

// Wall clock: the end of a certificate is a date.

const SOON_MS = 14 * 86_400_000;
const FILES = ['DATABASE_CA', 'REDIS_CA', 'TLS_CA', 'TLS_CERT'] as const;
const BLOCK = /-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gs;

type Files = Partial<Pick<PlatformConfig & TlsConfig, (typeof FILES)[number]>>;

/** Which files of certificates contain one that has ended, or will within two weeks, a sentence each. */
export async function certificateFindings(config: Files, now = Date.now()): Promise<string[]> {
  const findings = await Promise.all(
    FILES.map(async (name) => {
      const file = config[name];
      return file === undefined ? undefined : finding(name, await readFile(file, 'utf8'), now);
    }),
  );
  return findings.filter((each) => each !== undefined);
}

function finding(name: string, text: string, now: number): string | undefined {
  const end = Math.min(...[...text.matchAll(BLOCK)].map(([block]) => Date.parse(new X509Certificate(block).validTo)));
  if (end - now > SOON_MS) return undefined;
  const date = new Date(end).toISOString().slice(0, 10);
  return end <= now
    ? `A certificate in the file of ${name} has ended on ${date}: replace it`
    : `A certificate in the file of ${name} ends on ${date}: replace it before`;
}
