import { Injectable } from '@nestjs/common';
import type { community, PersonalDataPage, SectionOf } from '@veza/contracts';
import { Database, ownColumnsOf, type PersonalRows, readOwnRows } from '@veza/database';
import { CommentEntity } from '../comments/comment.entity.js';
import { Follow } from '../follows/follow.entity.js';
import { Like } from '../likes/like.entity.js';
import { NoticeEntity } from '../notices/notice.entity.js';
import { PublicationEntity } from '../publications/publication.entity.js';
import { PlaylistEditor, PlaylistEntity, PlaylistTrack } from '../playlists/playlist.entity.js';

type Section = SectionOf<typeof community.personalData.export>;

const ROWS: Record<Section, PersonalRows> = {
  follows: {
    columns: ownColumnsOf(Follow, 'f', { id: 'internal', followerId: 'the caller' }),
    from: 'follows f WHERE f.follower_id = $1',
    key: 'f.id',
    keyType: 'bigint',
  },
  followers: {
    columns: ownColumnsOf(Follow, 'f', { id: 'internal', followedId: 'the caller' }),
    from: 'follows f WHERE f.followed_id = $1',
    key: 'f.id',
    keyType: 'bigint',
  },
  likes: {
    columns: ownColumnsOf(Like, 'l', { id: 'internal', personId: 'the caller' }),
    from: 'likes l WHERE l.person_id = $1',
    key: 'l.id',
    keyType: 'bigint',
  },
  publications: {
    columns: ownColumnsOf(PublicationEntity, 'p', {
      id: 'internal',
      personId: 'the caller',
      position: 'made of the time',
      isFront: 'made of the position',
    }),
    from: 'publications p WHERE p.person_id = $1',
    key: 'p.id',
    keyType: 'bigint',
  },
  notices: {
    columns: ownColumnsOf(NoticeEntity, 'n', {
      id: 'internal',
      personId: 'the caller',
      key: 'made of the thing',
      version: 'internal',
    }),
    from: 'notices n WHERE n.person_id = $1',
    key: 'n.id',
    keyType: 'bigint',
  },
  comments: {
    columns: ownColumnsOf(CommentEntity, 'c', { authorId: 'the caller' }),
    from: 'comments c WHERE c.author_id = $1',
    key: 'c.id',
    keyType: 'bigint',
  },
  playlists: {
    columns: ownColumnsOf(PlaylistEntity, 'p', { ownerId: 'the caller', codeHash: 'a secret' }),
    from: 'playlists p WHERE p.owner_id = $1',
    key: 'p.id',
    keyType: 'bigint',
  },
  /** Of the own playlists, and those that the person has added to others. */
  playlist_tracks: {
    columns: ownColumnsOf(PlaylistTrack, 't', { key: 'internal' }),
    from: `playlist_tracks t WHERE (t.added_by = $1 OR t.playlist_id IN (SELECT id FROM playlists WHERE owner_id = $1))`,
    key: '(t.playlist_id::bigint << 32) + t.track_id',
    keyType: 'bigint',
  },
  shared_playlists: {
    columns: ownColumnsOf(PlaylistEditor, 'e', { personId: 'the caller' }),
    from: 'playlist_editors e WHERE e.person_id = $1',
    key: 'e.playlist_id',
    keyType: 'bigint',
  },
};

/** Raw SQL: each row becomes JSON for an export. */
@Injectable()
export class PersonalDataRepository {
  constructor(private readonly database: Database) {}

  own(section: Section, userId: number, after?: string): Promise<PersonalDataPage> {
    return readOwnRows(this.database, ROWS[section], userId, after);
  }
}
