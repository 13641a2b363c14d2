import { Inject, Injectable } from '@nestjs/common';
import {
  type Caller,
  DeclaredError,
  type IdRange,
  type ListTracks,
  type PublicIds,
  trackEvents,
  type TrackPage,
  type TrackStream,
  type TrackView,
  type UpdateTrack,
  type media,
  type RpcInput,
} from '@veza/contracts';
import { Database } from '@veza/database';
import { CONFIG } from '@veza/platform';
import { Outbox, type SqlExecutor } from '@veza/transport';
import { AlbumPublicationsRepository } from '../album-publications/album-publications.repository.js';
import type { MediaConfig } from '../config.js';
import { ObjectsRepository } from '../objects/objects.repository.js';
import { ObjectsService } from '../objects/objects.service.js';
import { StreamKey } from '../signed-urls/stream-key.js';
import { GrowingRenditionsRepository } from './growing-renditions.repository.js';
import { TrackAccess } from './track-access.js';
import type { Track } from './track.entity.js';
import { objectIdsOf } from './track-objects.js';
import { filesOf, type OpenedTrack, pictureExpiry, renditionOf, trackPage, trackView } from './track-view.js';
import { WAVEFORM_DETAIL } from './waveform-names.js';
import { TracksRepository } from './tracks.repository.js';
import { TranscodeQueue } from './transcode-queue.js';

// Wall clock: expiry inside a signed link.

const PIPE_LIFE_MS = 60_000;
/** How long the addresses of a track stay the same, and the largest part of their life that this may be. */
const STABLE_MS = 3_600_000;
const STEPS = 6;

@Injectable()
export class TracksService {
  constructor(
    @Inject(CONFIG) private readonly config: MediaConfig,
    private readonly database: Database,
    private readonly access: TrackAccess,
    private readonly tracks: TracksRepository,
    private readonly growing: GrowingRenditionsRepository,
    private readonly objects: ObjectsRepository,
    private readonly objectsService: ObjectsService,
    private readonly outbox: Outbox,
    private readonly albums: AlbumPublicationsRepository,
    private readonly queue: TranscodeQueue,
    private readonly key: StreamKey,
  ) {}

  async get(caller: Caller, id: number): Promise<TrackView> {
    const track = await this.access.requireVisible(caller, id);
    return { ...trackView(track, this.key, caller), version: track.version };
  }

  async among(caller: Caller, ids: readonly number[]): Promise<{ tracks: TrackView[] }> {
    const tracks = await this.access.visibleAmong(caller, ids);
    return { tracks: tracks.map((track) => trackView(track, this.key, caller)) };
  }

  async list(caller: Caller, query: ListTracks): Promise<TrackPage> {
    return trackPage(await this.tracks.list(caller, query), this.key, caller);
  }

  publicIds(range: IdRange): Promise<PublicIds> {
    return this.tracks.publicIds(range);
  }

  async update(caller: Caller, change: UpdateTrack): Promise<TrackView> {
    const { uploaderId } = await this.access.requireOwned(caller, change.id);
    const track = await this.database.transaction(async (tx) => {
      if (change.isPublic !== undefined) await this.albums.lock(tx, uploaderId);
      const updated = await this.tracks.update(tx, change);
      if (updated && change.isPublic !== undefined) await this.announce(tx, updated);
      return updated;
    });
    if (!track) throw unmatched(change.ifVersion);
    return trackView(track, this.key, caller);
  }

  async delete(caller: Caller, id: number, ifVersion?: string): Promise<null> {
    const { uploaderId } = await this.access.requireOwned(caller, id);
    const objectIds = await this.database.transaction(async (tx) => {
      await this.albums.lock(tx, uploaderId);
      const albumIds = await this.albums.ofTrack(tx, id);
      const track = await this.tracks.remove(tx, id, ifVersion);
      if (!track) throw unmatched(ifVersion);
      const released = objectIdsOf(track);
      for (const objectId of released) await this.objects.release(objectId, tx);
      await this.outbox.append(tx, trackEvents.deleted, { trackId: id, uploaderId });
      await this.albums.announce(tx, uploaderId, albumIds);
      return released;
    });
    await this.queue.addNextOf(uploaderId); // it may have been the track whose turn it was
    await this.objectsService.discardSoon(...objectIds);
    return null;
  }

  async retry(caller: Caller, id: number): Promise<TrackView> {
    await this.access.requireOwned(caller, id);
    const track = await this.tracks.restart(id);
    if (!track) throw new DeclaredError('INVALID_STATE', { message: 'Only a failed track can be transcoded again' });
    await this.queue.addNextOf(track.uploaderId);
    return trackView(track, this.key, caller);
  }

  async stream(caller: Caller, id: number): Promise<TrackStream> {
    return this.streamOf(await this.access.requireVisible(caller, id));
  }

  /** For a caller who may hear the track. */
  async streamOf(track: OpenedTrack): Promise<TrackStream> {
    const expiresAt = this.expiry(track);
    const renditionId = track.renditionId ?? (await this.playableOf(track)) ?? renditionOf(track);
    const base = this.key.url(filesOf(track, renditionId), expiresAt);
    return {
      url: `${base}/audio.m4a`,
      hlsUrl: `${base}/master.m3u8`,
      websocketUrl: `${base.replace(/^http/, 'ws')}/socket`,
      expiresAt: expiresAt.toISOString(),
    };
  }

  async waveform(
    caller: Caller,
    { id, format, resolution }: RpcInput<(typeof media.tracks)['waveform']>,
  ): Promise<{ path: string }> {
    const track = await this.access.requireVisible(caller, id);
    const name = format === 'json' && resolution === 'detail' ? WAVEFORM_DETAIL : `waveform.${format}`;
    return { path: `${this.key.path(filesOf(track, renditionOf(track)), pictureExpiry())}/${name}` };
  }

  async events(caller: Caller, id: number): Promise<{ path: string }> {
    await this.access.requireVisible(caller, id);
    return { path: this.key.path({ kind: 'events', id: String(id) }, new Date(Date.now() + PIPE_LIFE_MS)) };
  }

  /** Also where nothing changed: of two changes at the same time each has read what was before both. */
  private async announce(tx: SqlExecutor, { id, uploaderId, isPublic, renditionId }: Track): Promise<void> {
    if (renditionId === null) return; // it is announced when it can be played
    if (isPublic) await this.outbox.append(tx, trackEvents.published, { personId: uploaderId, things: [{ id }] });
    else await this.outbox.append(tx, trackEvents.withdrawn, { personId: uploaderId, ids: [id] });
    await this.albums.announce(tx, uploaderId, await this.albums.ofTrack(tx, id));
  }

  /** The rendition in the making, when it has begun. */
  private async playableOf({ growingId }: Track): Promise<string | undefined> {
    return growingId !== null && (await this.growing.isPlayable(growingId)) ? growingId : undefined;
  }

  /** The same for all calls of a while, so that the addresses are the same and caches keep what is behind them. */
  private expiry({ durationSeconds }: Track): Date {
    const { STREAM_URL_LIFE: life } = this.config;
    const step = Math.min(STABLE_MS, life / STEPS);
    return new Date(Math.ceil((Date.now() + life + 1000 * (durationSeconds ?? 0)) / step) * step);
  }
}

/** Of a track that was found a moment before: its version is another one now, or it was deleted. */
function unmatched(ifVersion: string | undefined): DeclaredError {
  return new DeclaredError(ifVersion === undefined ? 'NOT_FOUND' : 'PRECONDITION_FAILED');
}
