import { Inject, Injectable } from '@nestjs/common';
import {
  community,
  DeclaredError,
  media,
  MOST_REPORTED_TEXT,
  products,
  publicPicture,
  type ReportedThing,
  resources,
  type ThingKind,
} from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import { type GatewayConfig, mediaOrigin } from '../../config.js';
import type { ShownPerson } from '../../identity/people/people.repository.js';
import { PeopleService } from '../../identity/people/people.service.js';

interface ReadThing {
  readonly ownerId: number;
  readonly title: string;
  readonly text: string;
  /** Of a comment. */
  readonly trackId?: number;
}

const MOST_TITLE = 200;

/** A thing and its owner, read for the caller: one that it may not read does not exist for its report either. */
@Injectable()
export class ReportedThings {
  private readonly reads: Readonly<Record<ThingKind, (id: number) => Promise<ReadThing>>> = {
    comment: (id) => this.comment(id),
    playlist: async (playlistId) => {
      const { playlist } = await this.rpc.call(community.playlists.get, { playlistId, limit: 1 });
      return { ...playlist, text: playlist.description };
    },
    track: async (id) => {
      const { uploaderId: ownerId, title, artist, album, genre, tags } = await this.rpc.call(media.tracks.get, { id });
      return { ownerId, title, text: [artist, album, genre, ...tags].filter(Boolean).join(' · ') };
    },
    album: async (id) => {
      const { album } = await this.rpc.call(media.albums.get, { id });
      return { ...album, text: album.description };
    },
    product: async (id) => {
      const { ownerId, name: title, description: text } = await this.rpc.call(products.get, { id });
      return { ownerId, title, text };
    },
    resource: async (id) => {
      const { uploaderId: ownerId, title, description: text } = await this.rpc.call(resources.get, { id });
      return { ownerId, title, text };
    },
    picture: (id) => this.partOf(id, ({ avatar }) => avatar),
    banner: (id) => this.partOf(id, ({ bannerId }) => bannerId && publicPicture(mediaOrigin(this.config), bannerId).medium),
    words: (id) => this.partOf(id, wordsOf),
  };

  constructor(
    private readonly rpc: RpcClient,
    private readonly people: PeopleService,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {}

  async read(kind: ThingKind, id: number): Promise<{ userId: number; thing: ReportedThing }> {
    const { ownerId, title, text, trackId = null } = await this.reads[kind](id);
    return {
      userId: ownerId,
      thing: { kind, id, title: cut(title, MOST_TITLE), text: cut(text, MOST_REPORTED_TEXT), trackId },
    };
  }

  /** Of the page of a person, as everybody sees it. What is not there is not reported. */
  private async partOf(id: number, read: (person: ShownPerson) => string | null): Promise<ReadThing> {
    const [person] = await this.people.shownAmong([id]);
    const text = person && read(person);
    if (!person || !text) throw new DeclaredError('NOT_FOUND');
    return { ownerId: id, title: person.username, text };
  }

  private async comment(commentId: number): Promise<ReadThing> {
    const { authorId, text, trackId } = await this.rpc.call(community.comments.get, { commentId });
    if (authorId === null || text === null) throw new DeclaredError('NOT_FOUND');
    const { title } = await this.rpc.call(media.tracks.get, { id: trackId });
    return { ownerId: authorId, title, text, trackId };
  }
}

const wordsOf = ({ firstName, lastName, bio, links }: ShownPerson): string =>
  [`${firstName} ${lastName}`.trim(), bio, ...links].filter(Boolean).join('\n');

/** Without half a character at the end, which Postgres does not store. */
const cut = (words: string, most: number): string => words.slice(0, most).replace(/\p{Cs}$/u, '');
