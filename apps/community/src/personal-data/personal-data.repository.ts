import { Injectable } from '@nestjs/common';
import type { community, PersonalDataPage, SectionOf } from '@veza/contracts';
import { Database, ownColumnsOf, type PersonalRows, readOwnRows } from '@veza/database';
import { Follow } from '../follows/follow.entity.js';
import { Like } from '../likes/like.entity.js';
import { Publication } from '../publications/publication.entity.js';

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
    columns: ownColumnsOf(Publication, 'p', {
      id: 'internal',
      personId: 'the caller',
      position: 'made of the time',
      isFront: 'made of the position',
    }),
    from: 'publications p WHERE p.person_id = $1',
    key: 'p.id',
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
