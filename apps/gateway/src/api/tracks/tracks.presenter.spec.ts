import { expect, test } from '@jest/globals';
import { TrackBody, type TrackView, UploadTrackForm } from '@veza/contracts';
import { formatFor } from './tracks.controller.js';
import { trackBody } from './tracks.presenter.js';

const track: TrackView = {
  id: 7,
  title: 'Raga',
  artist: 'Ravi',
  album: null,
  genre: null,
  trackNumber: null,
  year: null,
  filename: 'raga.wav',
  durationSeconds: null,
  tags: ['sitar'],
  isPublic: true,
  downloadable: false,
  uploaderId: 3,
  playCount: 0,
  createdAt: '2026-11-20T09:00:00.000Z',
  status: 'processing',
  progress: 0,
  waveformUrl: null,
  cover: null,
  loudnessLufs: null,
  truePeakDbtp: null,
  error: null,
  replacement: null,
};

test('unknown fields are left out, and an unknown length is 0', () => {
  const body = trackBody(track, 'ravi');
  expect(TrackBody.parse(body)).toEqual(body);
  expect(body).toMatchObject({ uploader_username: 'ravi', duration_seconds: 0, is_public: true });
  for (const field of ['album', 'genre', 'waveform_url', 'cover_url', 'loudness_lufs', 'error'])
    expect(body).not.toHaveProperty(field);
});

test('a replacement has its state and its reason, beside those of the track', () => {
  const replacement = { filename: 'b.wav', status: 'failed', progress: 0, error: 'TOO_LONG' } as const;
  const body = trackBody({ ...track, status: 'ready', replacement });
  expect(TrackBody.parse(body)).toEqual(body);
  expect(body).toMatchObject({ status: 'ready', replacement: { status: 'failed', error_message: expect.any(String) } });
  expect(body).not.toHaveProperty('error');
});

test.each([
  [undefined, 'all-rights-reserved', undefined],
  ['all-rights-reserved', 'all-rights-reserved', undefined],
  ['cc-by-nc-sa', 'cc-by-nc-sa', 'https://creativecommons.org/licenses/by-nc-sa/4.0/'],
  ['cc0', 'cc0', 'https://creativecommons.org/publicdomain/zero/1.0/'],
] as const)('the licence %s is %s with the address %s', (license, shown, url) => {
  const body = trackBody({ ...track, ...(license && { license }) });
  expect([body.license, body.license_url]).toEqual([shown, url]);
});

test('a failed track has its reason', () => {
  expect(trackBody({ ...track, status: 'failed', error: 'UNREADABLE' })).toMatchObject({ status: 'failed', error: 'UNREADABLE' });
});

test.each([
  [undefined, 'json'],
  ['*/*', 'json'],
  ['application/json, text/plain, */*', 'json'],
  ['image/png', 'png'],
  ['image/svg+xml;q=0.9', 'svg'],
  ['image/avif,image/webp,image/*,*/*;q=0.8', 'png'],
])('Accept %s gets %s', (accept, format) => {
  expect(formatFor(accept)).toBe(format);
});

test('an unsupported format gets 406', () => {
  expect(() => formatFor('text/html')).toThrow('waveform');
});

test('the form accepts JSON lists, commas and words for booleans', () => {
  const form = (fields: Record<string, string>) => UploadTrackForm.parse({ title: 'a', artist: 'b', ...fields });
  expect(form({ tags: '["x","y"]', is_public: 'false' })).toMatchObject({ tags: ['x', 'y'], is_public: false });
  expect(form({ tags: 'x,y' }).tags).toEqual(['x', 'y']);
  expect(form({ album: '', tags: '' })).toMatchObject({ tags: [], is_public: true });
  expect(form({ album: '' }).album).toBeUndefined();
  expect([form({ license: 'cc-by' }).license, form({ license: '' }).license]).toEqual(['cc-by', undefined]);
  expect(form({ surprise: 'x', uploader_id: '1' })).toEqual(form({}));
  for (const wrong of [{ tags: '[1' }, { tags: '[1]' }, { is_public: 'maybe' }, { license: 'mit' }, { title: '' }]) {
    expect(UploadTrackForm.safeParse({ title: 'a', artist: 'b', ...wrong }).success).toBe(false);
  }
});
