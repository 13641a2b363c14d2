import { randomBytes, randomUUID } from 'node:crypto';
import { get, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { Controller, type INestMicroservice } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import {
  type Caller,
  DeclaredError,
  FILE_SECTIONS,
  type FilePage,
  type FilePosition,
  patientFiles,
  type RpcInput,
} from '@veza/contracts';
import { eventually, unzip } from '@veza/testing';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { type GatewaysUnderTest, signUp, startGateways } from './gateway-under-test.js';
import { startService } from './service-of-the-test.js';

const ID = randomUUID();
const TENANT = randomUUID();
const PAGE = 100;

/** The file of a patient with generated rows. */
const file = {
  /** Rows of each section. */
  count: 1,
  /** Characters of each row. */
  size: 20,
  read: [] as { caller: Caller; at: FilePosition | undefined }[],
  before: (_at: FilePosition | undefined): void => undefined,
};

@Controller()
class Files {
  @Rpc(patientFiles.export)
  export(@CurrentCaller() caller: Caller, @Input() { at }: RpcInput<typeof patientFiles.export>): FilePage {
    file.read.push({ caller, at });
    file.before(at);
    const { section, after } = at ?? { section: FILE_SECTIONS[0], after: null };
    const from = Number(after ?? 0);
    const to = Math.min(from + PAGE, file.count);
    const rows = Array.from({ length: to - from }, (_, i) => {
      return { id: from + i, section, text: `<b>${randomBytes(file.size / 2).toString('hex')}` };
    });
    const behind = FILE_SECTIONS[FILE_SECTIONS.indexOf(section) + 1];
    if (to < file.count) return { rows, next: { section, after: String(to) } };
    return { rows, next: behind ? { section: behind, after: null } : null };
  }
}

let gateways: GatewaysUnderTest;
let service: INestMicroservice;
beforeAll(async () => {
  gateways = await startGateways([{ BYTES_IDLE: '1s' }]);
  const contracts = { export: patientFiles.export };
  service = await startService({ redisUrl: gateways.redis.url, service: 'booking', contracts, controller: Files });
});
afterAll(async () => {
  await service?.close();
  await gateways?.stop();
});
beforeEach(() => {
  Object.assign(file, { count: 1, size: 20, read: [], before: () => undefined });
});

/** The head of the response; the body is not read yet. */
const ask = (token: string, id: string = ID): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'x-tenant-id': TENANT };
    get(`${gateways.url()}/api/patients/${id}/export`, { headers }, resolve).on('error', reject);
  });

test('the ZIP has every row of every section, as JSON and on one page', async () => {
  const { id, accessToken } = await signUp(gateways.http());
  file.count = 250;
  const answer = await ask(accessToken);
  expect(answer.headers).toMatchObject({
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="patient-${ID}.zip"`,
    'cache-control': 'no-store',
  });
  const files = unzip(await buffer(answer));
  expect([...files.keys()]).toEqual([...FILE_SECTIONS.map((section) => `${section}.json`), 'patient.html']);
  const ids = Array.from({ length: 250 }, (_, i) => i);
  for (const section of FILE_SECTIONS) {
    const rows: { id: number; section: string }[] = JSON.parse(files.get(`${section}.json`) ?? '');
    expect(rows.map((row) => row.id)).toEqual(ids);
    expect(new Set(rows.map((row) => row.section))).toEqual(new Set([section]));
  }
  const page = files.get('patient.html') ?? '';
  expect(page.match(/<tr><td>/g)).toHaveLength(250 * FILE_SECTIONS.length);
  expect(page).not.toContain('<b>');
  expect(page.endsWith('</body></html>\n')).toBe(true);
  expect(file.read.filter(({ at }) => at === undefined)).toHaveLength(1);
  for (const { caller } of file.read) expect(caller).toMatchObject({ userId: id, tenantId: TENANT });
});

test('a refusal is an ordinary error before the first byte', async () => {
  const { accessToken } = await signUp(gateways.http());
  for (const [code, status] of [
    ['NOT_FOUND', 404],
    ['FORBIDDEN', 403],
    ['UNAVAILABLE', 503],
  ] as const) {
    file.before = () => {
      throw new DeclaredError(code);
    };
    const answer = await ask(accessToken);
    expect([answer.statusCode, JSON.parse(String(await buffer(answer))).code]).toEqual([status, code]);
  }
  expect((await ask(accessToken, 'no-id')).statusCode).toBe(400);
});

test('a failure in mid-stream cuts the ZIP, in a file for programs and on the page for people', async () => {
  const { accessToken } = await signUp(gateways.http());
  file.count = 150;
  for (const nth of [1, 2]) {
    let audits = 0;
    file.before = (at) => {
      if (at?.section === 'audit' && at.after === '100' && (audits += 1) === nth) throw new DeclaredError('NOT_FOUND');
    };
    const answer = await ask(accessToken);
    expect(answer.statusCode).toBe(200);
    await expect(buffer(answer)).rejects.toThrow('aborted');
  }
});

/** Some 50 MB a section: much more than the buffers between a gateway and a client that does not read. */
const LARGE = { count: 5_000, size: 10_000 };

test('pages are read as the client consumes them; a client that stalls or leaves ends the export', async () => {
  const { accessToken } = await signUp(gateways.http());
  Object.assign(file, LARGE);
  const standing = await ask(accessToken);
  const second = await ask(accessToken);
  expect([second.statusCode, second.headers['retry-after']]).toEqual([429, '30']);
  second.resume();
  const free = () =>
    eventually(
      'the export has ended',
      async () => {
        const again = await ask(accessToken);
        again.destroy();
        return again.statusCode === 200;
      },
      { ms: 15_000 },
    );
  await free();
  expect(file.read.length).toBeLessThan((LARGE.count / PAGE) * FILE_SECTIONS.length);
  await expect(buffer(standing)).rejects.toThrow('aborted');
  await free();
  const left = file.read.length;
  await free();
  expect(file.read.length - left).toBeLessThan(LARGE.count / PAGE);
});
