import { setTimeout as pause } from 'node:timers/promises';
import { account } from './account.mjs';
import { Api } from './api.mjs';
import { ChatSocket } from './chat-socket.mjs';
import { COMMENTS, FOLLOWS, NEW_ROOM, PEOPLE, PIECES, PLAYLISTS, TALK } from './community-content.mjs';
import { dice, drawing } from './drawing.mjs';
import { livePast } from './past.mjs';
import { music } from './synthesiser.mjs';

const READY_MS = 180_000;
const [PICTURE, COVER, BANNER] = [320, 600, { width: 1_200, height: 300 }];
/** Share of the tracks that a person likes. */
const LIKED = 0.4;

/** @typedef {Map<string, Api>} Clients by user name @typedef {Map<string, number>} Tracks id by title */

/**
 * Makes the demo community: people with pictures who follow each other, their music with covers, comments, likes and
 * playlists, rooms with talk, and a cabinet with a full week. Needs the demo data. Every step checks what exists, so an
 * incomplete community is completed and a complete one is not changed. What was sent is dated back at the end: the API has no
 * past.
 *
 * @param {{ api: string, sockets: string, databaseUrl: string }} where the owner's database
 */
export async function createCommunity({ api, sockets, databaseUrl }) {
  /** @type {Clients} */
  const clients = new Map();
  for (const person of PEOPLE) clients.set(person.username, await enter(new Api(api), person));
  const last = PLAYLISTS.at(-1);
  if (last && (await playlistsOf(clientOf(clients, last.by))).has(last.title)) return;
  for (const [follower, followed] of Object.entries(FOLLOWS))
    for (const name of followed.split(' ')) await clientOf(clients, follower).put(`/api/v1/people/${name}/follow`);
  const tracks = await makeMusic(clients);
  await converse(clients, sockets);
  await livePast(
    databaseUrl,
    PEOPLE.map(({ username }) => username),
  );
  await like(clients, tracks);
  for (const comment of COMMENTS) await write(clientOf(clients, comment.by), tracks, comment);
  for (const playlist of PLAYLISTS) await collect(clientOf(clients, playlist.by), tracks, playlist);
}

/** @param {Clients} clients @param {string} name @returns {Api} */
function clientOf(clients, name) {
  const client = clients.get(name);
  if (!client) throw new Error(`the demo community has no ${name}`);
  return client;
}

/** An account with a profile and pictures. @param {Api} api @param {typeof PEOPLE[number]} person */
async function enter(api, person) {
  const client = await account(api, person);
  const { avatar } = await client.get('/api/v1/users/me');
  if (avatar !== null) return client;
  await client.patch('/api/v1/users/me', { first_name: person.first, last_name: person.last, bio: person.bio });
  await client.putPicture('/api/v1/users/me/banner', drawing(person.seed + 100, BANNER.width, BANNER.height));
  await client.putPicture('/api/v1/users/me/picture', drawing(person.seed, PICTURE, PICTURE)); // last: it says that all is there
  return client;
}

/** All tracks of the demo with covers. @param {Clients} clients @returns {Promise<Tracks>} */
async function makeMusic(clients) {
  /** @type {Tracks} */
  const ids = new Map();
  for (const { by, title, genre, tags, license, ...sound } of PIECES) {
    const client = clientOf(clients, by);
    const existing = await find(client, title);
    const artist = PEOPLE.find(({ username }) => username === by)?.first ?? by;
    const fields = { title, artist, genre, license, tags: JSON.stringify(tags), is_public: 'true' };
    const file = { field: 'audio', name: 'music.wav', type: 'audio/wav', bytes: music(sound) };
    const id = existing?.id ?? (await client.upload('/api/v1/tracks/upload', fields, file)).id;
    await cover(clients, title, id); // one conversion at a time: people use the system already
    ids.set(title, id);
  }
  const titles = new Set([...PLAYLISTS.flatMap(({ tracks }) => tracks), ...COMMENTS.map(({ track }) => track)]);
  const [anyone] = clients.values();
  for (const title of titles) {
    if (ids.has(title) || !anyone) continue;
    const track = await find(anyone, title);
    if (!track) continue;
    await cover(clients, title, track.id);
    ids.set(title, track.id);
  }
  return ids;
}

/** @param {Api} client @param {string} title @returns {Promise<{ id: number, uploader_username: string } | undefined>} */
async function find(client, title) {
  const { tracks } = await client.get(`/api/v1/tracks?search=${encodeURIComponent(title)}`);
  return tracks.find((/** @type {{ title: string }} */ each) => each.title === title);
}

/** A cover for a track that is ready and has none. @param {Clients} clients @param {string} title @param {number} id */
async function cover(clients, title, id) {
  const limit = performance.now() + READY_MS;
  for (;;) {
    const [anyone] = clients.values();
    const { status, cover_url: url, uploader_username: owner } = await anyone?.get(`/api/v1/tracks/${id}`);
    if (status === 'failed' || performance.now() > limit) throw new Error(`the track "${title}" is not ready`);
    if (status !== 'ready') await pause(500);
    else if (url) return;
    else return clientOf(clients, owner).putPicture(`/api/v1/tracks/${id}/cover`, drawing(id + 200, COVER, COVER));
  }
}

/** What has been said and shown already stays. @param {Clients} clients @param {string} sockets */
async function converse(clients, sockets) {
  const [host] = clients.values();
  const rooms = await roomsOf(host);
  if (!rooms.has(NEW_ROOM.name)) rooms.set(NEW_ROOM.name, (await host?.post('/api/v1/chat/rooms', NEW_ROOM)).id);
  /** @type {Map<string, ChatSocket>} */
  const speakers = new Map();
  try {
    for (const [name, client] of clients) speakers.set(name, await ChatSocket.open(sockets, client.token ?? ''));
    for (const name of new Set(TALK.map((line) => line.room))) {
      const room = rooms.get(name) ?? name;
      const history = await host?.get(`/api/v1/chat/rooms/${encodeURIComponent(room)}/messages?limit=100`);
      const lines = TALK.filter((line) => line.room === name);
      await talkIn({ room, said: new Map(history.map((/** @type {Said} */ each) => [each.content, each])), lines, speakers });
    }
  } finally {
    for (const socket of speakers.values()) socket.close();
  }
}

/**
 * @typedef {{ id: string, content: string, reactions: { emoji: string }[] }} Said
 * @param {{ room: string, said: Map<string, Said>, lines: typeof TALK, speakers: Map<string, ChatSocket> }} talk
 */
async function talkIn({ room, said, lines, speakers }) {
  for (const socket of speakers.values()) await socket.join(room);
  /** @type {string[]} */
  const ids = [];
  for (const [at, { by, text, to }] of lines.entries()) {
    const replyTo = to === undefined ? undefined : ids[at - to];
    ids.push(said.get(text)?.id ?? (await speakers.get(by)?.say(room, text, replyTo)) ?? '');
  }
  for (const [at, { text, reactions = {} }] of lines.entries()) {
    const shown = new Set(said.get(text)?.reactions.map(({ emoji }) => emoji));
    for (const [emoji, names] of Object.entries(reactions))
      if (!shown.has(emoji)) for (const name of names.split(' ')) await speakers.get(name)?.react(room, ids[at] ?? '', emoji);
  }
}

/** @param {Api | undefined} client @returns {Promise<Map<string, string>>} id of each room by its name */
async function roomsOf(client) {
  const rooms = await client?.get('/api/v1/chat/rooms');
  return new Map(rooms.map((/** @type {{ id: string, name: string }} */ room) => [room.name, room.id]));
}

/** @param {Clients} clients @param {Tracks} tracks */
async function like(clients, tracks) {
  const draw = dice(1);
  for (const client of clients.values())
    for (const id of tracks.values()) if (draw() < LIKED) await client.put(`/api/v1/tracks/${id}/like`);
}

/** @param {Api} client @param {Tracks} tracks @param {typeof COMMENTS[number]} comment */
async function write(client, tracks, { track, text, second }) {
  const path = `/api/v1/tracks/${tracks.get(track)}/comments`;
  const { comments } = await client.get(`${path}?limit=100`);
  if (comments.some((/** @type {{ text: string | null }} */ each) => each.text === text)) return;
  await client.post(path, { text, ...(second !== undefined && { second }) });
}

/** @param {Api} client @returns {Promise<Map<string, number>>} id by title */
async function playlistsOf(client) {
  const { playlists } = await client.get('/api/v1/me/playlists?limit=100');
  return new Map(playlists.map((/** @type {{ title: string, id: number }} */ { title, id }) => [title, id]));
}

/** @param {Api} client @param {Tracks} tracks @param {typeof PLAYLISTS[number]} playlist */
async function collect(client, tracks, { title, description, tracks: titles, editors }) {
  const existing = (await playlistsOf(client)).get(title);
  const facts = { title, description, visibility: 'public' };
  const id = existing ?? (await client.post('/api/v1/playlists', facts)).id;
  for (const each of titles) await client.put(`/api/v1/playlists/${id}/tracks/${tracks.get(each)}`);
  for (const name of editors) await client.put(`/api/v1/playlists/${id}/editors/${name}`);
}
