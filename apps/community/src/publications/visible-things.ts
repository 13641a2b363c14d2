import { Injectable } from '@nestjs/common';
import { ANONYMOUS, catalog, media, type Publication, type PublicationKind } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import type { PublicationRow } from './feeds.repository.js';

type Things = ReadonlyMap<number, Pick<Publication, 'track' | 'album' | 'product' | 'resource'>>;

/** What everybody may see of publications now. Their services are asked as for a stranger: an own private thing is no publication. */
@Injectable()
export class VisibleThings {
  constructor(private readonly rpc: RpcClient) {}

  async among(rows: readonly PublicationRow[]): Promise<ReadonlyMap<PublicationRow, Publication>> {
    const idsOf = (kind: PublicationKind) => rows.filter((row) => row.kind === kind).map(({ thingId }) => thingId);
    const [track, album, product, resource] = await Promise.all([
      this.tracks(idsOf('track')),
      this.albums(idsOf('album')),
      this.products(idsOf('product')),
      this.resources(idsOf('resource')),
    ]);
    const things: Partial<Record<string, Things>> = { track, album, product, resource };
    return new Map(
      rows.flatMap((row) => {
        const thing = things[row.kind]?.get(row.thingId);
        const { kind, personId, publishedAt } = row;
        return thing ? [[row, { kind, personId, publishedAt: publishedAt.toISOString(), ...thing }] as const] : [];
      }),
    );
  }

  private async tracks(ids: number[]): Promise<Things> {
    const { tracks } = ids.length > 0 ? await this.rpc.call(media.tracks.among, { ids }, { caller: ANONYMOUS }) : { tracks: [] };
    return new Map(tracks.map((track) => [track.id, { track }]));
  }

  /** With a track that everybody may hear: an album without one is none. */
  private async albums(ids: number[]): Promise<Things> {
    const { albums } = ids.length > 0 ? await this.rpc.call(media.albums.among, { ids }, { caller: ANONYMOUS }) : { albums: [] };
    return new Map(albums.map((album) => [album.id, { album }]));
  }

  private async products(ids: number[]): Promise<Things> {
    const { products } =
      ids.length > 0 ? await this.rpc.call(catalog.products.among, { ids }, { caller: ANONYMOUS }) : { products: [] };
    return new Map(products.map((product) => [product.id, { product }]));
  }

  private async resources(ids: number[]): Promise<Things> {
    const { resources } =
      ids.length > 0 ? await this.rpc.call(catalog.resources.among, { ids }, { caller: ANONYMOUS }) : { resources: [] };
    return new Map(resources.map((resource) => [resource.id, { resource }]));
  }
}
