import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { media, type SectionOf, StoredObject, type TrackFacts } from '@veza/contracts';
import { type EntityClass, tableColumnsOf, tableOf } from '@veza/database';
import { byProperty, expectDistinct, expectWhole, type Row, wholeRow, writeDistinct } from '@veza/testing';
import { Album } from '../src/albums/album.entity.js';
import { TrackNotice } from '../src/notices/track-notice.entity.js';
import { StoredObjectRow } from '../src/objects/stored-object.entity.js';
import { ResumableUpload } from '../src/resumable/resumable-upload.entity.js';
import { TRACK_OBJECTS } from '../src/tracks/track-objects.js';
import { TrackPlay } from '../src/tracks/track-play.entity.js';
import { Track } from '../src/tracks/track.entity.js';
import { form, type MediaUnderTest, putGrant, startMedia, user, wav } from './media-under-test.js';

type Section = SectionOf<typeof media.personalData.export>;

let service: MediaUnderTest;
beforeAll(async () => {
  service = await startMedia();
});
afterAll(() => service?.stop());

async function upload(userId: number): Promise<string> {
  const body = form(wav(0.2), { field: 'audio' });
  const response = await fetch(`${service.url}/objects`, { method: 'POST', body, headers: putGrant({ userId }) });
  return StoredObject.parse(await response.json()).objectId;
}

const own = async (userId: number, section: Section) =>
  (await service.call(media.personalData.export, user(userId), { section })).rows[0];

/** Every field of a create and of an update. A new one does not compile without values here. */
const FACTS: Required<TrackFacts> = {
  title: 'Aube',
  artist: 'Ada',
  album: 'Journées',
  genre: 'ambient',
  tags: ['nuit', 'pluie'],
  isPublic: true,
  downloadable: true,
  license: 'cc-by-nc',
  trackNumber: 3,
  year: 1987,
};
const CHANGED: Required<TrackFacts> = {
  title: 'Soir',
  artist: 'Bea',
  album: 'Semaines',
  genre: 'drone',
  tags: ['jour'],
  isPublic: false,
  downloadable: false,
  license: 'cc0',
  trackNumber: 4,
  year: 2001,
};
const INTERNAL = { fromTags: 'internal', attempt: 'internal', starts: 'internal', movedAt: 'internal', searchText: 'computed' };
const IDS = Object.fromEntries(TRACK_OBJECTS.map((property) => [property, 'internal']));
const REPLACEMENT = {
  status: 'of the replacement',
  progress: 'of the replacement',
  error: 'of the replacement',
  filename: 'of the replacement',
  keptFilename: 'as the filename',
};

test('a track is created, read, updated and exported with every column', async () => {
  const { id } = await service.call(media.tracks.create, user(401), { ...FACTS, objectId: await upload(401) });
  const columns = tableColumnsOf(Track);
  const objects = Array.from({ length: 4 }, () => randomUUID());
  await service.sql(
    `INSERT INTO objects (id, kind, filename, type, size, hash) SELECT unnest($1::uuid[]), 'rendition', '', '', 0, ''`,
    [objects],
  );
  await service.sql(
    `UPDATE tracks SET from_tags = '{genre}', created_at = '2026-01-02', play_count = 17, status = 'failed', progress = 42, attempt = 5,
       starts = 6, moved_at = '2026-01-03', error = 'UNREADABLE', kept_source_id = $2, kept_filename = 'avant.wav',
       rendition_id = $3, growing_id = $4, cover_id = $5, duration_seconds = 61.5,
       loudness_lufs = -14.5, true_peak_dbtp = -1.25, has_cover = true WHERE id = $1`,
    [id, ...objects],
  );
  const [row = {}] = await service.sql<Row>(`SELECT ${wholeRow(columns)} FROM tracks WHERE id = $1`, [id]);
  expectDistinct(row);
  expect(row).toMatchObject(FACTS);
  const seen = { ...INTERNAL, ...IDS, ...REPLACEMENT, hasCover: 'as the cover' };
  expectWhole(row, await service.call(media.tracks.get, user(401), { id }), seen);
  const { fromTags: _, ...work } = INTERNAL;
  expectWhole(row, byProperty(columns, await own(401, 'tracks')), {
    ...work,
    ...IDS,
    progress: 'internal',
    uploaderId: 'the caller',
  });

  expect(await service.call(media.tracks.update, user(401), { id, ...CHANGED })).toMatchObject(CHANGED);
  expect((await service.sql<Row>(`SELECT ${wholeRow(columns)} FROM tracks WHERE id = $1`, [id]))[0]).toMatchObject({
    ...row,
    ...CHANGED,
    fromTags: [],
    searchText: expect.any(String),
  });
});

test('an album gives every field of its tracks that no file gives', async () => {
  const { title: _, trackNumber: _number, ...shared } = FACTS;
  const files = [{ objectId: await upload(2), position: 7 }];
  const { items } = await service.call(media.tracks.createAlbum, user(2), { ...shared, files });
  expect(items).toMatchObject([{ ...shared, trackNumber: 7 }]);
});

test('every id in a column of a track is that of an object that ends with it', () => {
  const ids = tableColumnsOf(Track).filter(({ type }) => type === 'uuid');
  expect(ids.map(({ property }) => property).sort()).toEqual([...TRACK_OBJECTS].sort());
});

const [FIRST, SECOND, THIRD] = [
  '11111111-1111-4111-8111-111111111111',
  '22222222-2222-4222-8222-222222222222',
  '33333333-3333-4333-8333-333333333333',
];
interface Whole {
  entity: EntityClass;
  row: Row;
  leftOut: Record<string, string>;
  empty?: Record<string, string>;
}
const WHOLE: Record<Exclude<Section, 'tracks'>, Whole> = {
  plays: {
    entity: TrackPlay,
    row: {
      trackId: 1,
      userId: 31,
      day: '2026-02-03',
      plays: 5,
      lastAt: '2026-02-03T04:05:06Z',
      heardSeconds: 83.5,
      heardAt: '2026-02-03T04:07:00Z',
    },
    leftOut: { userId: 'the caller' },
  },
  track_notices: {
    entity: TrackNotice,
    row: {
      id: 901,
      trackId: 1,
      userId: 31,
      error: 'UNREADABLE',
      readAt: '2026-02-04T00:00:00Z',
      createdAt: '2026-02-05T00:00:00Z',
    },
    leftOut: { userId: 'the caller' },
  },
  uploads: {
    entity: StoredObjectRow,
    row: {
      id: FIRST,
      kind: 'chat-file',
      ownerId: 31,
      filename: 'a.wav',
      type: 'audio/wav',
      size: '44',
      hash: 'abc',
      claimedBy: 'message 1',
      isPublic: true,
      voice: { milliseconds: 12_000, peaks: [7, 31] },
      createdAt: '2026-02-06T00:00:00Z',
    },
    empty: { releasedAt: 'the object is used' },
    leftOut: { ownerId: 'the caller', hash: 'as sha256', claimedBy: 'internal', releasedAt: 'null' },
  },
  albums: {
    entity: Album,
    row: {
      id: 77,
      ownerId: 31,
      title: 'Engines',
      description: 'One night',
      kind: 'ep',
      releaseDate: '2026-03-20',
      isPublic: true,
      coverId: FIRST,
      revision: 9,
      createdAt: '2026-02-01T00:00:00Z',
      updatedAt: '2026-02-02T00:00:00Z',
    },
    leftOut: { ownerId: 'the caller', coverId: 'among the uploads', revision: 'internal' },
  },
  resumable_uploads: {
    entity: ResumableUpload,
    row: {
      id: FIRST,
      ownerId: 31,
      length: '1000',
      stored: '500',
      parts: 2,
      metadata: { filename: 'b.wav' },
      objectId: SECOND,
      trackId: 77,
      previewId: THIRD,
      previewed: '250',
      movedAt: '2026-02-07T00:00:00Z',
      finishedAt: '2026-02-08T00:00:00Z',
    },
    leftOut: { ownerId: 'the caller', objectId: 'internal', parts: 'internal', previewId: 'internal', previewed: 'internal' },
  },
};

test.each(Object.entries(WHOLE))('the personal data have every column of %s', async (name, { entity, leftOut, ...whole }) => {
  const section = media.personalData.export.request.shape.section.parse(name);
  const columns = tableColumnsOf(entity);
  const row = await writeDistinct(service.sql, { table: tableOf(entity), columns, ...whole });
  const found = byProperty(columns, await own(31, section));
  expectWhole(row, found, leftOut);
});
