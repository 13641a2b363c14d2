import { expect, test } from '@jest/globals';
import { TrackError, type TrackNoticeView, WireTrackNotice } from '@veza/contracts';
import { wireTrackNotice } from './track-notices.presenter.js';

const notice: TrackNoticeView = {
  id: 4,
  trackId: 7,
  title: 'Raga',
  error: null,
  read: false,
  createdAt: '2026-11-20T09:00:00.000Z',
};

test('a notice has words in the language of the account', () => {
  expect(wireTrackNotice(notice, 'en')).toMatchObject({ type: 'track_ready', message: '“Raga” can be played.', track_id: 7 });
  expect(wireTrackNotice(notice, 'fr')).toMatchObject({ title: 'Votre morceau est prêt', message: '« Raga » peut être écouté.' });
});

test('every failure has a sentence of its own in each language', () => {
  const messages = (['en', 'fr'] as const).flatMap((language) =>
    TrackError.options.map((error) => {
      const body = wireTrackNotice({ ...notice, error }, language);
      expect(WireTrackNotice.parse(body)).toMatchObject({ type: 'track_failed', error });
      return body.message;
    }),
  );
  expect(new Set(messages).size).toBe(2 * TrackError.options.length);
});
