import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestAuthority } from '@veza/testing';
import { certificateFindings } from './certificate-findings.js';

const DAY_MS = 86_400_000;

let authority: TestAuthority;
beforeAll(async () => {
  authority = await TestAuthority.create();
});
afterAll(() => authority?.remove());

test('a certificate is named two weeks before its end and after it, and a fresh one is not', async () => {
  const { cert } = await authority.issue(['media']);
  const config = { DATABASE_CA: authority.ca, TLS_CERT: cert };
  expect(await certificateFindings(config)).toEqual([]);
  const end = Date.now() + 365 * DAY_MS; // what the authority of tests gives
  expect(await certificateFindings({ TLS_CERT: cert }, end - 10 * DAY_MS)).toEqual([
    expect.stringMatching(/^A certificate in the file of TLS_CERT ends on \d{4}-\d\d-\d\d: replace it before$/),
  ]);
  expect(await certificateFindings(config, end + DAY_MS)).toEqual([
    expect.stringMatching(/^A certificate in the file of DATABASE_CA has ended on \d{4}-\d\d-\d\d: replace it$/),
    expect.stringMatching(/^A certificate in the file of TLS_CERT has ended on \d{4}-\d\d-\d\d: replace it$/),
  ]);
});
