import { z } from 'zod';
import { eventually } from '@veza/testing';
import { form, type Rest } from '../clients/rest.js';
import { signUp } from '../test-users.js';
import type { TestSystem } from '../test-system.js';
import type { Actors } from './actors.js';
import { FILES } from './files.js';

const Id = z.object({ id: z.int() });
const Link = z.object({ code: z.string() });
const Ready = z.object({ status: z.literal('ready') });
const READY_MS = 80_000;

/** People, and albums, comments and playlists, about the track of the owner. */
export class CommunityFixtures {
  constructor(
    private readonly system: TestSystem,
    private readonly actors: Actors,
    private readonly track: () => Promise<string>,
  ) {}

  readonly factories: Record<string, (owner: Rest) => Promise<unknown>> = {
    people: async () => (await signUp(this.system, 'fuzz_person')).username,
    editors: async () => (await signUp(this.system, 'fuzz_editor')).username,
    comments: () => this.comment('owner'),
    commentsOfOthers: () => this.comment('stranger'),
    albums: (owner) => this.album(owner),
    profileParts: () => Promise.resolve('words'),
    notices: () => this.notice(),
    playlists: (owner) => this.playlist(owner),
    playlistCodes: (owner) => this.code(owner),
    privateTracks: (owner) => this.privateTrack(owner),
    trackCodes: async (owner) =>
      (await owner.post(`/api/v1/tracks/${await this.privateTrack(owner)}/link`, {})).expect(201).as(Link).code,
  };

  /** By SQL: a person writes few comments a minute. */
  private async comment(author: 'owner' | 'stranger'): Promise<unknown> {
    const { id } = await this.actors.user(author);
    const rows = await this.system.database.query(
      `INSERT INTO community.comments (track_id, author_id, text) VALUES (${await this.track()}, ${id}, 'fuzz') RETURNING id`,
    );
    return z.tuple([Id]).parse(rows)[0].id;
  }

  private async album(owner: Rest): Promise<unknown> {
    const { id } = (await owner.post('/api/v1/albums', { json: { title: 'fuzz', is_public: true } })).expect(201).as(Id);
    (await owner.put(`/api/v1/albums/${id}/tracks`, { json: { track_ids: [Number(await this.track())] } })).expect(200);
    return id;
  }

  private async notice(): Promise<unknown> {
    const { id } = await this.actors.user('owner');
    const rows = await this.system.database.query(
      `INSERT INTO community.notices (person_id, kind, key, version, thing_kind, thing_id)
       VALUES (${id}, 'track_ready', gen_random_uuid(), 0, 'track', '1') RETURNING id::integer`,
    );
    return z.tuple([Id]).parse(rows)[0].id;
  }

  private async playlist(owner: Rest): Promise<unknown> {
    const { id } = (await owner.post('/api/v1/playlists', { json: { title: 'fuzz' } })).expect(201).as(Id);
    (await owner.put(`/api/v1/playlists/${id}/tracks/${await this.track()}`, {})).expect(204);
    return id;
  }

  /** Generated requests make the others public and private. */
  private async privateTrack(owner: Rest): Promise<number> {
    const sound = { bytes: FILES['tone.wav'] ?? Buffer.alloc(0), name: 'tone.wav', type: 'audio/wav' };
    const body = form({ title: 'fuzz', artist: 'x', is_public: 'false' }, 'audio', sound);
    const { id } = (await owner.post('/api/v1/tracks/upload', { body })).expect(201).as(Id);
    await eventually('a private track', async () => (await owner.get(`/api/v1/tracks/${id}`)).as(Ready), { ms: READY_MS });
    return id;
  }

  /** Of a playlist of its own: generated requests end the links of others. */
  private async code(owner: Rest): Promise<unknown> {
    const { id } = (await owner.post('/api/v1/playlists', { json: { title: 'fuzz' } })).expect(201).as(Id);
    return (await owner.post(`/api/v1/playlists/${id}/link`, {})).expect(201).as(Link).code;
  }
}
