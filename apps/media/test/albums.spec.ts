import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ErrorBody, media, StoredFiles } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { requestContext } from '@veza/transport';
import { type MediaUnderTest, putFilesGrant, startMedia, user, wav } from './media-under-test.js';

/** Several files in one form, and the album that is made of them. */
let service: MediaUnderTest;
beforeAll(async () => {
  service = await startMedia({ UPLOAD_QUOTA: '600KiB', UPLOAD_IDLE: '2s', UPLOAD_LEAST_SPEED: '1KiB' });
});
afterAll(() => service.stop());

const [artist, stranger] = [user(1), user(2)];
/** Two of them exceed the quota. */
const large = Buffer.concat([wav(0.1), Buffer.alloc(400_000)]);
const text = Buffer.from('no sound at all');

function formOf(files: readonly (readonly [name: string, bytes: Buffer<ArrayBuffer>])[], fields: Record<string, string> = {}) {
  const form = new FormData();
  for (const [name, bytes] of files) form.append('audio', new Blob([bytes]), name);
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

const post = (body: FormData, grant: Parameters<typeof putFilesGrant>[0] = {}) =>
  fetch(`${service.url}/objects`, { method: 'POST', body, headers: putFilesGrant(grant) });

async function stored(body: FormData, grant?: Parameters<typeof putFilesGrant>[0]): Promise<StoredFiles> {
  const response = await post(body, grant);
  expect(response.status).toBe(201);
  return StoredFiles.parse(await response.json());
}

async function upload(seconds: readonly number[], userId = 1): Promise<string[]> {
  const { files } = await stored(formOf(seconds.map((each, at) => [`${at}.wav`, wav(each)] as const)), { userId });
  return files.map((file) => ('objectId' in file ? file.objectId : ''));
}

async function refused(answer: Promise<Response>, status: number, code: string): Promise<void> {
  const before = await service.sql('SELECT id FROM objects ORDER BY id');
  const response = await answer;
  expect([response.status, ErrorBody.parse(await response.json()).code]).toEqual([status, code]);
  await nothingMore(before);
}

async function nothingMore(before: unknown[]): Promise<void> {
  await eventually('nothing to be left', async () => {
    expect(await service.sql('SELECT id FROM objects ORDER BY id')).toEqual(before);
    expect(await readdir(join(service.folder, 'incoming'))).toEqual([]);
    return true;
  });
}

const clear = () => service.sql('DELETE FROM objects WHERE claimed_by IS NULL');

test('each file of a form is an object; one that is refused for its content does not lose the others', async () => {
  const files = [
    ['a.wav', wav(0.2)],
    ['notes.txt', text],
    ['large.wav', large],
    ['empty.wav', Buffer.alloc(0)],
    ['../b.wav', wav(0.3)],
  ] as const;
  const received = await stored(formOf(files, { album: 'Trois' }), { maxBytes: 100_000 });
  expect(received.fields).toEqual({ album: 'Trois' });
  expect(received.files).toMatchObject([
    { filename: 'a.wav', type: 'audio/wav', size: wav(0.2).length },
    { filename: 'notes.txt', code: 'UNSUPPORTED_MEDIA_TYPE' },
    { filename: 'large.wav', code: 'PAYLOAD_TOO_LARGE' },
    { filename: 'empty.wav', code: 'FILE_MISSING' },
    { filename: 'b.wav', size: wav(0.3).length },
  ]);
  expect(await service.sql('SELECT filename FROM objects ORDER BY filename')).toEqual([
    { filename: 'a.wav' },
    { filename: 'b.wav' },
  ]);
  await clear();
});

test('a form with too many files or bytes, over the quota or with another file field leaves nothing', async () => {
  const sounds = (many: number, bytes = wav(0.1)) => formOf(Array.from({ length: many }, (_, at) => [`${at}.wav`, bytes]));
  await refused(post(sounds(3), { most: 2 }), 400, 'VALIDATION_FAILED');
  await refused(post(sounds(2, large), { maxTotal: 1_000 }), 413, 'PAYLOAD_TOO_LARGE');
  await refused(post(sounds(2, large)), 413, 'QUOTA_EXCEEDED');
  const other = sounds(1);
  other.append('cover', new Blob([text]), 'cover.txt');
  await refused(post(other), 400, 'VALIDATION_FAILED');
  await refused(post(formOf([])), 400, 'FILE_MISSING');
});

test('a connection that breaks in the second file leaves nothing of the first', async () => {
  const { port } = new URL(service.url);
  const part = (name: string) => `--b\r\ncontent-disposition: form-data; name="audio"; filename="${name}"\r\n\r\n`;
  const socket = connect(Number(port), '127.0.0.1');
  const grant = Object.entries(putFilesGrant())
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  const head = `POST /objects HTTP/1.1\r\nhost: x\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: 90000\r\n${grant}\r\n`;
  socket.write(Buffer.concat([Buffer.from(head + part('a.wav')), wav(0.2), Buffer.from(`\r\n${part('b.wav')}`), wav(0.1)]));
  await eventually('the first file', async () => (await service.sql('SELECT id FROM objects')).length === 1);
  socket.destroy();
  await nothingMore([]);
});

test('an album is one track a file, with the fields of the form and the position until the tags are read', async () => {
  const [first = '', second = ''] = await upload([0.2, 0.3]);
  const files = [
    { objectId: first, position: 1 },
    { objectId: second, position: 3 },
  ];
  const album = { artist: 'Erik', album: 'Trois', year: 1888, isPublic: false, files };
  await expect(service.call(media.tracks.createAlbum, stranger, album)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const { items } = await service.call(media.tracks.createAlbum, artist, album);
  const shared = {
    artist: 'Erik',
    album: 'Trois',
    year: 1888,
    isPublic: false,
    status: 'processing',
    eventsUrl: expect.any(String),
  };
  expect(items).toMatchObject([
    { ...shared, title: '0', trackNumber: 1 },
    { ...shared, title: '1', trackNumber: 3 },
  ]);
  const ids = items.map(({ id }) => id);
  expect(await service.sql('SELECT DISTINCT from_tags FROM tracks WHERE id = ANY ($1)', [ids])).toEqual([
    { from_tags: ['title', 'genre', 'track_number'] },
  ]);
  const again = {
    ...album,
    files: [{ objectId: (await upload([0.2]))[0] ?? '', position: 1 }, files[0] ?? { objectId: '', position: 1 }],
  };
  await expect(service.call(media.tracks.createAlbum, artist, again)).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(await service.sql('SELECT id FROM tracks ORDER BY id')).toEqual(ids.map((id) => ({ id })));
  await clear();
});

test('a repeated operation returns the tracks of the first uploads and releases the second ones', async () => {
  const make = (objectIds: string[]) =>
    requestContext.run({ requestId: 'r', caller: artist, operation: 'album' }, () =>
      service.call(media.tracks.createAlbum, artist, {
        files: objectIds.map((objectId, at) => ({ objectId, position: at + 1 })),
      }),
    );
  const [first, second] = [await upload([0.2, 0.3]), await upload([0.2, 0.3])];
  const made = await make(first);
  expect(await make(second)).toEqual(made);
  const kept = await service.sql<{ id: string }>('SELECT id FROM objects WHERE id = ANY ($1)', [[...first, ...second]]);
  expect(new Set(kept.map(({ id }) => id))).toEqual(new Set(first));
});
