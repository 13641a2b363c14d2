import { CommentEntity } from './comments/comment.entity.js';
import { Follow } from './follows/follow.entity.js';
import { Like, LikedTrack } from './likes/like.entity.js';
import { NoticeEntity } from './notices/notice.entity.js';
import { Block } from './people/block.entity.js';
import { Person } from './people/person.entity.js';
import { PlaylistEditor, PlaylistEntity, PlaylistTrack } from './playlists/playlist.entity.js';
import { PublicationClock, PublicationEntity } from './publications/publication.entity.js';

/** One per table of this service; a spec compares them with the migrated schema. */
export const entities = [
  Person,
  Block,
  Follow,
  Like,
  LikedTrack,
  CommentEntity,
  PlaylistEntity,
  PlaylistEditor,
  PlaylistTrack,
  PublicationEntity,
  PublicationClock,
  NoticeEntity,
];
