import { Inject, Injectable } from '@nestjs/common';
import { community, media, products, publicPages, resources } from '@veza/contracts';
import { AppLogger, CONFIG } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import type { GatewayConfig } from '../../config.js';
import { entityTagOf } from '../../edge/index.js';
import { AlbumsPresenter } from '../albums/albums.presenter.js';
import { PlaylistsPresenter } from '../community/playlists.presenter.js';
import { PublicPeople } from '../community/public-people.js';
import { ProductsPresenter } from '../products/products.presenter.js';
import { ResourcesPresenter } from '../resources/resources.presenter.js';
import { TracksPresenter } from '../tracks/tracks.presenter.js';
import { inTime } from './in-time.js';
import type { Shown, Words } from './shown.js';
import { shownAlbum } from './shown-album.js';
import { shownCabinet } from './shown-cabinet.js';
import { shownPerson } from './shown-person.js';
import { shownPlaylist } from './shown-playlist.js';
import { shownProduct } from './shown-product.js';
import { shownResource } from './shown-resource.js';
import { shownTrack } from './shown-track.js';

/** The pages of the web client that show one thing to everybody. */
const PATH = /^(tracks|albums|products|resources|book|people|playlists)\/([\p{L}\p{N}_.-]{1,60})$/u;
/** Then the plain page is sent, whose client asks itself. */
const TIME_MS = 700;

/** Tracks of a playlist in its page: what the client reads first. */
const PLAYLIST_PAGE = 20;

type Read = (name: string, words: Words) => Promise<Shown | undefined>;

/** What a stranger may see of a thing, for every reader: a page that caches keep has nothing of its reader in it. */
@Injectable()
export class ShownThings {
  private readonly reads: ReadonlyMap<string, Read> = new Map<string, Read>([
    ['tracks', (name, words) => this.track(Number(name), words)],
    ['albums', (name, words) => this.album(Number(name), words)],
    ['products', (name, words) => this.product(Number(name), words)],
    ['resources', (name, words) => this.resource(Number(name), words)],
    ['people', (name, words) => this.person(name, words)],
    ['playlists', (name, words) => this.playlist(Number(name), words)],
    ['book', async (name, words) => shownCabinet(await this.rpc.call(publicPages.show, { cabinet: name }), words)],
  ]);

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly rpc: RpcClient,
    private readonly tracks: TracksPresenter,
    private readonly albums: AlbumsPresenter,
    private readonly products: ProductsPresenter,
    private readonly resources: ResourcesPresenter,
    private readonly people: PublicPeople,
    private readonly playlists: PlaylistsPresenter,
    private readonly logger: AppLogger,
  ) {}

  isPath(path: string): boolean {
    return PATH.test(path);
  }

  /** Undefined for what is private or missing, and when it is not known in time. */
  async find(path: string, requestId: string, words: Words): Promise<Shown | undefined> {
    const [, place = '', name = ''] = PATH.exec(path) ?? [];
    const read = this.reads.get(place);
    if (!read) return undefined;
    return inTime(() => read(name, words), { requestId, timeMs: TIME_MS, logger: this.logger });
  }

  /** A track that everybody may play now. */
  private async track(id: number, words: Words): Promise<Shown | undefined> {
    const track = await this.rpc.call(media.tracks.get, { id });
    if (!track.isPublic || track.status !== 'ready') return undefined;
    const body = await this.tracks.one(track);
    return shownTrack(body, entityTagOf(JSON.stringify(body), track.version), this.coverAddress(id), words);
  }

  private async album(id: number, words: Words): Promise<Shown | undefined> {
    const opened = await this.rpc.call(media.albums.get, { id });
    if (!opened.album.isPublic) return undefined;
    const body = await this.albums.opened(opened);
    const etag = entityTagOf(JSON.stringify(body), opened.album.version);
    return shownAlbum(body, etag, `${this.config.PUBLIC_URL}/embed/albums/${id}/cover.jpg`, words);
  }

  private async product(id: number, words: Words): Promise<Shown> {
    const body = await this.products.one(await this.rpc.call(products.get, { id }));
    return shownProduct(body, entityTagOf(JSON.stringify(body)), words);
  }

  private async resource(id: number, words: Words): Promise<Shown | undefined> {
    const resource = await this.rpc.call(resources.get, { id });
    if (!resource.isPublic) return undefined;
    const body = await this.resources.one(resource);
    return shownResource(body, entityTagOf(JSON.stringify(body)), words);
  }

  private async person(name: string, words: Words): Promise<Shown> {
    const { person, playlists } = await this.people.withPlaylists(name);
    return shownPerson(person, playlists, words);
  }

  private async playlist(id: number, words: Words): Promise<Shown | undefined> {
    const opened = await this.rpc.call(community.playlists.get, { playlistId: id, limit: PLAYLIST_PAGE });
    return shownPlaylist(await this.playlists.opened(opened), this.coverAddress, words);
  }

  private coverAddress = (id: number) => `${this.config.PUBLIC_URL}/embed/tracks/${id}/cover.jpg`;
}
