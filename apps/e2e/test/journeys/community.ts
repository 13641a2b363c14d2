import { expect } from '@jest/globals';
import type { ReportThingBody, Veza } from '@veza/sdk';
import { eventually } from '@veza/testing';
import { fileOf, refused } from '../../src/clients/rest.js';
import { FILES } from '../../src/fuzz/files.js';
import { journey } from '../../src/journey.js';
import { tone } from '../../src/sound.js';
import { signIn, signUp, type TestUser, word } from '../../src/test-users.js';

journey('a community', (step) => {
  let ada: TestUser;
  let ben: TestUser;
  let cleo: TestUser;
  let anybody: Veza;
  let track: number;

  const page = async (by: Veza, { username }: TestUser) => (await by.getPerson({ path: { name: username } })).data;
  const names = ({ data }: { data: { people: { username: string }[] } }) => data.people.map(({ username }) => username);
  const followersOf = async (by: Veza, { username }: TestUser) => names(await by.listFollowers({ path: { name: username } }));
  const follow = (by: TestUser, { username }: TestUser) => by.client.followPerson({ path: { name: username } });

  step('two people follow a third one, and everybody sees it', async (system) => {
    [ada, ben, cleo] = [await signUp(system, 'ada'), await signUp(system, 'ben'), await signUp(system, 'cleo')];
    anybody = system.client();
    await ada.client.updateMe({ body: { bio: 'I play the oud' } });
    for (const fan of [ben, cleo, ben]) await follow(fan, ada);
    expect(await page(anybody, ada)).toMatchObject({
      id: ada.id,
      username: ada.username,
      bio: 'I play the oud',
      followers: 2,
      following: 0,
      followed_by_me: false,
    });
    expect((await page(ben.client, ada)).followed_by_me).toBe(true);
    expect(await followersOf(anybody, ada)).toEqual([cleo.username, ben.username]);
    expect(names(await anybody.listFollowing({ path: { name: ben.username.toUpperCase() } }))).toEqual([ada.username]);
    expect((await refused(follow(ada, ada), 400)).code).toBe('VALIDATION_FAILED');
  });

  step('a track is liked, and leaves when it becomes private', async () => {
    const audio = fileOf({ bytes: tone(0.2), name: 'la.wav', type: 'audio/wav' });
    track = (await ada.client.uploadTrack({ body: { audio, title: 'La', artist: 'Ada' } })).data.id;
    const path = { id: track };
    for (const fan of [ben, cleo, ben]) await fan.client.likeTrack({ path });
    expect((await anybody.getTrackLikes({ path })).data).toEqual({ likes: 2, liked_by_me: false });
    const liked = async () => (await ben.client.listLikedTracks()).data.tracks.map(({ id }) => id);
    expect(await liked()).toEqual([track]);
    await ada.client.updateTrack({ path, body: { is_public: false } });
    expect((await refused(ben.client.getTrackLikes({ path }), 404)).code).toBe('NOT_FOUND');
    expect(await liked()).toEqual([]);
    await ada.client.updateTrack({ path, body: { is_public: true } });
    await cleo.client.unlikeTrack({ path });
    expect((await ben.client.getTrackLikes({ path })).data).toEqual({ likes: 1, liked_by_me: true });
  });

  step('what a followed person publishes is in the feed, and what is played in the list of the last plays', async () => {
    const feed = async () => (await ben.client.listFeed()).data.items;
    const kinds = async () => (await feed()).map(({ kind }) => kind);
    await eventually('the track, which was ready and was private meanwhile', async () => (await kinds()).length === 1);
    const name = word();
    await ada.client.createProduct({ body: { name, price: 3 } });
    const file = fileOf({ bytes: tone(0.2), name: 'kick.wav', type: 'audio/wav' });
    const resource = await ada.client.uploadResource({ body: { file, title: 'Kick', description: 'Dry', category: 'sample' } });
    await eventually('all three', async () => (await kinds()).join() === 'resource,product,track');
    expect((await feed())[1]).toMatchObject({ person: { id: ada.id, username: ada.username }, product: { name } });
    await ada.client.updateResource({ path: { id: resource.data.id }, body: { is_public: false } });
    expect(await kinds()).toEqual(['product', 'track']); // at once
    await ada.client.updateResource({ path: { id: resource.data.id }, body: { is_public: true } });
    await eventually('all three in the list of everybody', async () => {
      const { items } = (await anybody.listPublications()).data;
      return items.filter(({ person }) => person.id === ada.id).length === 3;
    });
    const album = (await ada.client.createAlbum({ body: { title: 'Scales', is_public: true } })).data;
    await ada.client.putAlbumTracks({ path: { id: album.id }, body: { track_ids: [track] } });
    await eventually('the album, with its track', async () => (await feed())[0]?.album?.title === 'Scales');
    await ada.client.deleteAlbum({ path: { id: album.id } });
    expect(await kinds()).toEqual(['resource', 'product', 'track']);
    await ben.client.playTrack({ path: { id: track } });
    expect((await ben.client.listRecentPlays()).data.plays.map((play) => play.track.id)).toEqual([track]);
  });

  step('a block ends the follow, and neither finds the other', async () => {
    await ada.client.block({ path: { userId: cleo.id } });
    await eventually('the follow to end', async () => (await page(anybody, ada)).followers === 1);
    expect((await refused(page(cleo.client, ada), 404)).code).toBe('USER_NOT_FOUND');
    expect((await refused(page(ada.client, cleo), 404)).code).toBe('USER_NOT_FOUND');
    expect((await refused(follow(cleo, ada), 404)).code).toBe('USER_NOT_FOUND');
    await ada.client.unblock({ path: { userId: cleo.id } });
    await eventually('ada to be found again', () => page(cleo.client, ada).catch(() => undefined));
    await follow(cleo, ada);
    expect((await page(cleo.client, ada)).followers).toBe(2);
  });

  step('a banned person leaves pages and counts, and is there again when the ban is lifted', async (system) => {
    await system.database.query(`UPDATE identity.users SET role = 'admin' WHERE id = ${ada.id}`);
    const admin = system.client((await signIn(system, ada)).accessToken);
    await admin.banAccount({ path: { id: ben.id }, body: { duration: '1h', reason: 'noise' } });
    expect((await refused(page(anybody, ben), 404)).code).toBe('USER_NOT_FOUND');
    await eventually('the count without ben', async () => (await page(anybody, ada)).followers === 1);
    expect(await followersOf(anybody, ada)).toEqual([cleo.username]);
    expect((await anybody.getTrackLikes({ path: { id: track } })).data.likes).toBe(0);
    await admin.liftAccountBan({ path: { id: ben.id } });
    await eventually('the count with ben', async () => (await page(anybody, ada)).followers === 2);
    expect((await anybody.getTrackLikes({ path: { id: track } })).data.likes).toBe(1);
  });

  step('a picture is the avatar everywhere, its earlier one is deleted, and an erasure deletes it', async (system) => {
    const dot = () => fileOf({ bytes: FILES['dot.png'] ?? Buffer.alloc(0), name: 'dot.png', type: 'image/png' });
    const is = async (url: string, status: number) => (await fetch(url)).status === status;
    const dan = await signUp(system, 'dan');
    const first = (await dan.client.setMyPicture({ body: { picture: dot() } })).data;
    expect((await dan.client.getMe()).data.avatar).toBe(first.medium);
    for (const url of Object.values(first)) expect(await is(url, 200)).toBe(true);
    // A client sends the whole profile back, and the picture stays.
    await dan.client.updateMe({ body: { bio: 'A dot', avatar: first.medium } });
    const second = (await dan.client.setMyPicture({ body: { picture: dot() } })).data;
    const banner = (await dan.client.setMyBanner({ body: { picture: dot() } })).data;
    expect(await page(anybody, dan)).toMatchObject({ avatar: second.medium, picture: second, banner, bio: 'A dot' });
    await eventually('the first picture to end', () => is(first.small, 404));
    const room = (await dan.client.createRoom({ body: { name: word() } })).data.id;
    const member = async () => (await dan.client.roomMembers({ path: { id: room } })).data[0]?.avatar;
    await eventually('the room to show it', async () => (await member()) === second.medium);
    const text = fileOf({ bytes: Buffer.from('no picture'), name: 'dot.png', type: 'image/png' });
    expect((await refused(dan.client.setMyPicture({ body: { picture: text } }), 415)).code).toBe('UNSUPPORTED_MEDIA_TYPE');
    await dan.client.dropMyBanner();
    expect(await page(anybody, dan)).toMatchObject({ picture: second, banner: null });
    await eventually('the banner to end', () => is(banner.full, 404));
    await dan.client.eraseMe();
    await eventually('the picture to end', () => is(second.full, 404));
  });

  step('a track is commented and put into a playlist, until a block hides both', async (system) => {
    const path = { id: track };
    const again = system.client((await signIn(system, ben)).accessToken); // the ban has ended the session
    const { id } = (await again.addComment({ path, body: { text: 'Ah', second: 0 } })).data;
    await cleo.client.addComment({ path, body: { text: 'Yes', reply_to: id } });
    const list = (await anybody.listComments({ path })).data;
    expect(list).toMatchObject({ comments: [{ text: 'Ah', author: { username: ben.username }, replies: 1 }], total: 2 });
    const playlist = { id: (await cleo.client.createPlaylist({ body: { title: 'Night', visibility: 'public' } })).data.id };
    await cleo.client.addToPlaylist({ path: { ...playlist, trackId: track } });
    const opened = async (by: Veza) => (await by.getPlaylist({ path: playlist })).data;
    expect(await opened(anybody)).toMatchObject({ playlist: { title: 'Night' }, tracks: [{ id: track }] });
    await again.block({ path: { userId: cleo.id } });
    await eventually('the playlist to leave', () => refused(opened(again), 404).catch(() => undefined));
    expect((await again.listComments({ path })).data).toMatchObject({ comments: [{ replies: 0 }], total: 1 });
    await again.unblock({ path: { userId: cleo.id } });
  });

  step('what people write and publish is reported as its reader sees it, and what is private does not exist', async (system) => {
    const [{ id: album }, { id: playlist }, { id: hidden }, { id: comment }, { id: product }] = await Promise.all([
      ada.client.createAlbum({ body: { title: 'First', description: 'All of it', is_public: true } }).then(({ data }) => data),
      ada.client.createPlaylist({ body: { title: 'Morning', visibility: 'public' } }).then(({ data }) => data),
      ada.client.createPlaylist({ body: { title: 'Evening' } }).then(({ data }) => data),
      ada.client.addComment({ path: { id: track }, body: { text: 'Listen' } }).then(({ data }) => data),
      ada.client.createProduct({ body: { name: 'Oud', description: 'Old', price: 3 } }).then(({ data }) => data),
    ]);
    const { items } = (await anybody.listPublications()).data;
    const resource = items.find(({ person, resource: each }) => each && person.id === ada.id)?.resource?.id ?? 0;
    const report = (by: TestUser, kind: ReportThingBody['kind'], id: number) =>
      by.client.reportThing({ body: { kind, id, reason: 'spam' } });
    await report(cleo, 'track', track);
    await report(cleo, 'album', album);
    await report(cleo, 'playlist', playlist);
    const { report_id: first } = (await report(cleo, 'comment', comment)).data;
    expect((await report(cleo, 'comment', comment)).data.report_id).toBe(first);
    await report(cleo, 'product', product);
    await report(cleo, 'resource', resource);
    expect((await refused(report(cleo, 'playlist', hidden), 404)).code).toBe('NOT_FOUND');
    expect((await refused(report(ada, 'album', album), 400)).code).toBe('VALIDATION_FAILED');
    const rows = `SELECT kind, thing_id AS id, title, content FROM chat.thing_reports r WHERE user_id = ${ada.id} ORDER BY r.id`;
    expect(await system.database.query(rows)).toEqual([
      { kind: 'track', id: track, title: 'La', content: 'Ada' },
      { kind: 'album', id: album, title: 'First', content: 'All of it' },
      { kind: 'playlist', id: playlist, title: 'Morning', content: '' },
      { kind: 'comment', id: comment, title: 'La', content: 'Listen' },
      { kind: 'product', id: product, title: 'Oud', content: 'Old' },
      { kind: 'resource', id: resource, title: 'Kick', content: 'Dry' },
    ]);
  });

  step('words of a page are reported and taken away: a line of the audit, and a notice of the person', async (system) => {
    const moderator = system.client((await signIn(system, ada)).accessToken); // an administrator since the ban
    const again = system.client((await signIn(system, ben)).accessToken); // the ban has ended the sessions
    await again.updateMe({ body: { bio: 'Buy gold' } });
    const { report_id: id } = (await cleo.client.reportThing({ body: { kind: 'words', id: ben.id, reason: 'spam' } })).data;
    expect((await refused(cleo.client.reportThing({ body: { kind: 'banner', id: ben.id, reason: 'spam' } }), 404)).code).toBe(
      'NOT_FOUND',
    );
    const [report] = (await moderator.listReports({ query: { kind: 'words' } })).data;
    expect(report).toMatchObject({ id, thing: { kind: 'words', title: ben.username, text: 'Buy gold' } });
    await moderator.resetProfile({ path: { id: ben.id, part: 'words' } });
    expect((await page(anybody, ben)).bio).toBe('');
    await eventually('the notice', async () => {
      const [notice] = (await again.listNotices()).data.notices;
      return notice?.kind === 'profile_reset' && notice.detail === 'words' && notice.actor === null;
    });
    await eventually('the line of the audit', async () => {
      const [line] = (await moderator.moderationAudit({ query: { user_id: ben.id } })).data;
      return line?.action === 'reset profile' && line.subject === `words:${ben.id}`;
    });
  });

  step('an erased person leaves pages and counts, and a deleted track what relates to it', async (system) => {
    const ended = await signIn(system, ben);
    await system.client(ended.accessToken).eraseMe();
    await eventually('the count without ben', async () => (await page(anybody, ada)).followers === 1);
    expect((await refused(page(anybody, ben), 404)).code).toBe('USER_NOT_FOUND');
    await cleo.client.likeTrack({ path: { id: track } });
    await system.client((await signIn(system, ada)).accessToken).deleteTrack({ path: { id: track } });
    const rows = () =>
      system.database.query(
        ['likes', 'comments', 'playlist_tracks']
          .map((of) => `SELECT 1 FROM community.${of} WHERE track_id = ${track}`)
          .join(' UNION ALL '),
      );
    await eventually('likes, comments and entries of playlists to end', async () => (await rows()).length === 0);
    expect((await cleo.client.listLikedTracks()).data.tracks).toEqual([]);
  });
});
