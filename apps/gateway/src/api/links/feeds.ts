import { Inject, Injectable } from '@nestjs/common';
import { ANONYMOUS, community, DeclaredError, media, type TrackView } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import { requestContext, RpcClient } from '@veza/transport';
import type { GatewayConfig } from '../../config.js';
import { AlbumsPresenter } from '../albums/albums.presenter.js';
import { PlaylistsPresenter } from '../community/playlists.presenter.js';
import { PublicPeople } from '../community/public-people.js';
import type { Feed, FeedItem } from './feed-xml.js';

/** Of one feed: the latest of a person, the first of a playlist. */
const MOST_ITEMS = 100;
const TIME_MS = 5_000;

type Facts = Omit<Feed, 'items' | 'self'> & { readonly tracks: readonly TrackView[] };

/** The sounds of a person, an album or a playlist that everybody may play, as a feed (decision 268). */
@Injectable()
export class Feeds {
  private readonly client: string;
  private readonly origin: string;

  constructor(
    @Inject(CONFIG) config: GatewayConfig,
    private readonly rpc: RpcClient,
    private readonly people: PublicPeople,
    private readonly albums: AlbumsPresenter,
    private readonly playlists: PlaylistsPresenter,
  ) {
    this.client = config.WEB_URL ?? `${config.PUBLIC_URL}/app`;
    this.origin = config.PUBLIC_URL;
  }

  person(name: string, requestId: string): Promise<Feed> {
    return this.asStranger(requestId, async () => {
      const { id, username, bio, picture } = await this.people.get(name);
      const { items } = await this.rpc.call(media.tracks.list, { uploader: id, limit: MOST_ITEMS });
      const path = `people/${encodeURIComponent(username)}`;
      const facts = { title: username, description: bio, author: username, ...(picture && { picture: picture.full }) };
      return this.feed(path, { ...facts, link: `${this.client}/${path}`, tracks: items });
    });
  }

  album(id: number, requestId: string): Promise<Feed> {
    return this.asStranger(requestId, async () => {
      const { album: view, tracks } = await this.rpc.call(media.albums.get, { id });
      const { title, description, owner, cover_urls: cover } = await this.albums.one(view);
      const facts = { title, description, author: owner.username, link: `${this.client}/albums/${id}`, tracks };
      return this.feed(`albums/${id}`, { ...facts, ...(cover && { picture: `${this.origin}/embed/albums/${id}/cover.jpg` }) });
    });
  }

  playlist(id: number, requestId: string): Promise<Feed> {
    return this.asStranger(requestId, async () => {
      const { playlist, tracks } = await this.rpc.call(community.playlists.get, { playlistId: id, limit: MOST_ITEMS });
      const { title, description, owner } = await this.playlists.one(playlist);
      const facts = { title, description, author: owner.username, link: `${this.client}/playlists/${id}` };
      return this.feed(`playlists/${id}`, { ...facts, tracks });
    });
  }

  /** Where the sound of a track is now: a signed address, which ends. */
  sound(id: number, requestId: string): Promise<string> {
    return this.asStranger(requestId, async () => {
      const track = await this.rpc.call(media.tracks.get, { id });
      if (track.status !== 'ready') throw new DeclaredError('NOT_FOUND');
      return (await this.rpc.call(media.tracks.stream, { id })).url;
    });
  }

  private async feed(path: string, { tracks, ...facts }: Facts): Promise<Feed> {
    const ready = tracks.filter(({ isPublic, status }) => isPublic && status === 'ready');
    const { sizes } = await this.rpc.call(media.soundSizes.among, { ids: ready.map(({ id }) => id) });
    const bytes = new Map(sizes.map((size) => [size.id, size.bytes]));
    const items = ready.flatMap((track) => {
      const size = bytes.get(track.id);
      return size === undefined ? [] : [this.item(track, size)];
    });
    return { ...facts, self: `${this.origin}/${path}/feed.xml`, items };
  }

  private item({ id, title, artist, album, createdAt, durationSeconds, cover }: TrackView, bytes: number): FeedItem {
    const embedded = `${this.origin}/embed/tracks/${id}`;
    return {
      title,
      description: album === null ? artist : `${artist} · ${album}`,
      author: artist,
      link: `${this.client}/tracks/${id}`,
      publishedAt: createdAt,
      seconds: durationSeconds ?? 0,
      ...(cover && { picture: `${embedded}/cover.jpg` }),
      sound: { url: `${embedded}/audio.m4a`, bytes },
    };
  }

  private asStranger<T>(requestId: string, read: () => Promise<T>): Promise<T> {
    return requestContext.run({ requestId, caller: ANONYMOUS, deadlineAt: performance.now() + TIME_MS }, read);
  }
}
