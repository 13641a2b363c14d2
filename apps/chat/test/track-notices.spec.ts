import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RecordedTrackNotice } from '@veza/contracts';
import { NoticesController } from '../src/notices/notices.controller.js';
import { TrackNoticesController } from '../src/track-notices/track-notices.controller.js';
import { type ChatUnderTest, startChats } from './chat-under-test.js';
import { bearer, TestClient } from './test-client.js';

let chats: ChatUnderTest;

beforeAll(async () => {
  chats = await startChats(2);
});

afterAll(() => chats?.stop());

function replica(n: number) {
  const found = chats.replicas[n];
  if (!found) throw new Error(`There is no replica ${n}`);
  return found;
}

/** Delivers `media.trackNotices.recorded` to a replica, as the consumer of events does. */
const record = (n: number, notice: RecordedTrackNotice) => replica(n).app.get(TrackNoticesController).recorded(notice);

test('a notice of a track reaches the uploader on every replica, in words and in every dialect of the chat', async () => {
  const [ada, bob] = [await chats.identity.signUp('ada'), await chats.identity.signUp('bob')];
  const french = { 'accept-language': 'fr-FR,fr;q=0.9' };
  const [web, mobile, flat, cabinet, stranger] = [
    await TestClient.open(replica(0), 'veza.v1', bearer(ada.token), french),
    await TestClient.open(replica(1), 'veza.chat', bearer(ada.token)),
    await TestClient.open(replica(1), 'veza.flat', bearer(ada.token)),
    await TestClient.open(replica(0), 'nova.v1', bearer(ada.token)),
    await TestClient.open(replica(0), 'veza.v1', bearer(bob.token)),
  ];
  for (const each of [web, mobile, flat, cabinet, stranger]) {
    each.sendRaw({ type: 'ping' });
    await each.next('pong');
  }
  const notice = { trackId: 9, userId: ada.id, title: 'Raga', createdAt: '2026-11-20T10:00:00.123Z' };
  record(0, { ...notice, id: 12, error: null });
  record(1, { ...notice, id: 13, trackId: 10, error: 'TOO_LONG' });

  const inFrench = { title: 'Votre morceau est prêt', message: '« Raga » peut être écouté.' };
  const ready = (await web.next('track_notification', ({ status }) => status === 'ready')).fields;
  expect(ready).toEqual({ notification_id: '12', track_id: '9', status: 'ready', ...inFrench, timestamp: 1_795_168_800_123 });
  await web.next('track_notification', ({ status, error }) => status === 'failed' && error === 'TOO_LONG');
  for (const each of [mobile, flat]) {
    const created_at = notice.createdAt;
    const inEnglish = { title: 'Your track is ready', message: '“Raga” can be played.' };
    const { fields } = await each.next('track_notification', ({ status }) => status === 'ready');
    expect(fields).toMatchObject({ notification_id: 12, track_id: 9, ...inEnglish, created_at });
    const failed = {
      notification_id: 13,
      track_id: 10,
      title: 'Your track could not be converted',
      error: 'TOO_LONG',
      created_at,
    };
    expect((await each.next('track_notification', ({ status }) => status === 'failed')).fields).toMatchObject(failed);
  }
  for (const each of [cabinet, stranger]) {
    const from = each.received.length;
    each.sendRaw({ type: 'ping' });
    await each.next('pong', undefined, from);
    expect(each.received.map(({ type }) => type)).not.toContain('track_notification');
  }
});

test('a change of the list of notices reaches every device of a person, in every dialect of the chat', async () => {
  const [cy, dan] = [await chats.identity.signUp('cy'), await chats.identity.signUp('dan')];
  const devices = [
    await TestClient.open(replica(0), 'veza.v1', bearer(cy.token)),
    await TestClient.open(replica(1), 'veza.chat', bearer(cy.token)),
    await TestClient.open(replica(1), 'veza.flat', bearer(cy.token)),
  ];
  const stranger = await TestClient.open(replica(1), 'veza.v1', bearer(dan.token));
  for (const each of [...devices, stranger]) {
    each.sendRaw({ type: 'ping' });
    await each.next('pong');
  }
  const thing = { kind: 'person' as const, id: String(dan.id), title: null };
  const controller = replica(0).app.get(NoticesController);
  controller.recorded({ userIds: [cy.id], kind: 'follow', actorId: dan.id, thing, part: null, detail: null });
  for (const each of devices) expect((await each.next('notices_changed')).fields).toMatchObject({ kind: 'follow' });
  controller.read({ userId: cy.id });
  for (const each of devices) await each.next('notices_changed', ({ kind }) => kind === null);
  const from = stranger.received.length;
  stranger.sendRaw({ type: 'ping' });
  await stranger.next('pong', undefined, from);
  expect(stranger.received.map(({ type }) => type)).not.toContain('notices_changed');
});
