import { Injectable } from '@nestjs/common';
import type { Publication, PublicationPage, WirePublication, WirePublicationPage } from '@veza/contracts';
import { wireFoundUser } from '../../identity/people/people.presenter.js';
import { PeopleService } from '../../identity/people/people.service.js';
import { AlbumsPresenter } from '../albums/albums.presenter.js';
import { ProductsPresenter } from '../products/products.presenter.js';
import { ResourcesPresenter } from '../resources/resources.presenter.js';
import { TracksPresenter } from '../tracks/tracks.presenter.js';

/** Things of several services under the people who published them. */
@Injectable()
export class PublicationsPresenter {
  constructor(
    private readonly people: PeopleService,
    private readonly tracks: TracksPresenter,
    private readonly albums: AlbumsPresenter,
    private readonly products: ProductsPresenter,
    private readonly resources: ResourcesPresenter,
  ) {}

  /** A ban that community has not heard of yet holds here already, and bots publish nothing. */
  async page({ items, nextCursor }: PublicationPage): Promise<WirePublicationPage> {
    const [shown, tracks, albums, products, resources] = await Promise.all([
      this.people.shownAmong([...new Set(items.map(({ personId }) => personId))]),
      this.tracks.many(items.flatMap(({ track }) => track ?? [])),
      this.albums.many(items.flatMap(({ album }) => album ?? [])),
      this.products.many(items.flatMap(({ product }) => product ?? [])),
      this.resources.many(items.flatMap(({ resource }) => resource ?? [])),
    ]);
    const people = byId(shown);
    const things = { tracks: byId(tracks), albums: byId(albums), products: byId(products), resources: byId(resources) };
    const one = (item: Publication): WirePublication[] => {
      const person = people.get(item.personId);
      if (!person) return [];
      const { kind, publishedAt, track, album, product, resource } = item;
      return [
        {
          kind,
          published_at: publishedAt,
          person: wireFoundUser(person),
          ...(track && { track: things.tracks.get(track.id) }),
          ...(album && { album: things.albums.get(album.id) }),
          ...(product && { product: things.products.get(product.id) }),
          ...(resource && { resource: things.resources.get(resource.id) }),
        },
      ];
    };
    return { items: items.flatMap(one), next_cursor: nextCursor };
  }
}

const byId = <Thing extends { id: number }>(all: readonly Thing[]): ReadonlyMap<number, Thing> =>
  new Map(all.map((each) => [each.id, each]));
