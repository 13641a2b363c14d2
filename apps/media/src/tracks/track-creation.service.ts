import { Inject, Injectable } from '@nestjs/common';
import { type Caller, type CreateAlbum, type CreatedTrack, type CreateTrack, trackEvents } from '@veza/contracts';
import { Database, once, tableColumnsOf, type Transaction } from '@veza/database';
import { CONFIG, requireUser } from '@veza/platform';
import { Outbox } from '@veza/transport';
import type { MediaConfig } from '../config.js';
import type { StoredObjectRow } from '../objects/stored-object.entity.js';
import { ObjectsService } from '../objects/objects.service.js';
import { StreamKey } from '../signed-urls/stream-key.js';
import { TAG_FIELDS } from './sound-tags.js';
import { SoundUploads } from './sound-uploads.js';
import { trackView } from './track-view.js';
import { Track } from './track.entity.js';
import { type NewTrack, TracksRepository } from './tracks.repository.js';
import { TranscodeQueue } from './transcode-queue.js';

// Wall clock: expiry inside a signed link.

const UNKNOWN_ARTIST = 'Unknown artist';

interface Source {
  readonly object: StoredObjectRow;
  readonly track: NewTrack;
}

/** Makes tracks of uploads: one, or those of an album in one transaction. */
@Injectable()
export class TrackCreationService {
  constructor(
    @Inject(CONFIG) private readonly config: MediaConfig,
    private readonly database: Database,
    private readonly tracks: TracksRepository,
    private readonly uploads: SoundUploads,
    private readonly objectsService: ObjectsService,
    private readonly outbox: Outbox,
    private readonly queue: TranscodeQueue,
    private readonly key: StreamKey,
  ) {}

  async create(caller: Caller, { objectId, ...facts }: CreateTrack): Promise<CreatedTrack> {
    const { userId } = requireUser(caller);
    const object = await this.uploads.require(userId, objectId);
    const [created] = await this.createAll(caller, userId, [{ object, track: completed(facts, object.filename) }]);
    if (!created) throw new Error('a track was not created');
    return created;
  }

  async createAlbum(caller: Caller, { files, ...facts }: CreateAlbum): Promise<{ items: CreatedTrack[] }> {
    const { userId } = requireUser(caller);
    const sources: Source[] = [];
    for (const { objectId, position } of files) {
      const object = await this.uploads.require(userId, objectId);
      // The number of the tags is better than the position.
      sources.push({ object, track: { ...completed({ ...facts, trackNumber: null }, object.filename), trackNumber: position } });
    }
    return { items: await this.createAll(caller, userId, sources) };
  }

  private async createAll(caller: Caller, userId: number, sources: readonly Source[]): Promise<CreatedTrack[]> {
    const { objectIds, items } = await this.database.transaction((tx) =>
      once(tx, async () => {
        const items: CreatedTrack[] = [];
        for (const source of sources) items.push(await this.insert(tx, caller, userId, source));
        return { objectIds: sources.map(({ object }) => object.id), items };
      }),
    );
    const used = new Set(objectIds); // those of an earlier try of the operation, if there was one
    for (const { object } of sources)
      if (!used.has(object.id)) await this.objectsService.release(caller, { objectId: object.id });
    await this.queue.addNextOf(userId);
    return items;
  }

  private async insert(tx: Transaction, caller: Caller, userId: number, { object, track: facts }: Source): Promise<CreatedTrack> {
    const track = await this.tracks.insert(tx, userId, facts, object);
    await this.uploads.claim(tx, object.id, track.id);
    await this.outbox.append(tx, trackEvents.uploaded, { trackId: track.id, uploaderId: userId });
    const eventsUrl = this.key.url({ kind: 'events', id: String(track.id) }, new Date(Date.now() + this.config.STREAM_URL_LIFE));
    return { ...trackView(track, this.key, caller), eventsUrl };
  }
}

/** The fields that the form lacks, until the tags of the file are read. */
function completed({ title, artist, ...facts }: Omit<CreateTrack, 'objectId'>, filename: string): NewTrack {
  const given = { ...facts, title, artist };
  const missing = TAG_FIELDS.filter((field) => given[field] === undefined || given[field] === null);
  const fromTags = tableColumnsOf(Track, missing).map((column) => column.name);
  const name = filename.replace(/\.[A-Za-z0-9]{1,5}$/, '').trim() || filename;
  return { ...facts, title: title ?? name, artist: artist ?? UNKNOWN_ARTIST, fromTags };
}
