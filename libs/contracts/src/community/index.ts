import { comments } from './comments.js';
import { likes } from './likes.js';
import { notices } from './notices.js';
import { followers, following, follows, people } from './people.js';
import { personalData } from './personal-data.js';
import { playlistEditors, playlists, playlistTracks } from './playlists.js';
import { feed, publications } from './publications.js';

export {
  commentEvents,
  type CommentPage,
  CommentSecond,
  CommentText,
  type CommentView,
  MOST_COMMENT_MARKS,
  type TrackComments,
} from './comments.js';
export { LikedTracks, TrackLikes } from './likes.js';
export {
  MOST_NOTICES,
  MOST_UNREAD_NOTICES,
  NOTICE_KINDS,
  noticeEvents,
  NoticeKind,
  type NoticePage,
  NOTICES_DAYS,
  NoticeThing,
  type NoticeView,
} from './notices.js';
export { type ListPeople, type PeoplePage, PersonRelations } from './people.js';
export { type ListPublications, type Publication, PublicationKind, type PublicationPage } from './publications.js';

export {
  MOST_PLAYLIST_EDITORS,
  MOST_PLAYLIST_TRACKS,
  MOST_PLAYLISTS,
  type OpenPlaylist,
  type OwnPlaylistPage,
  PlaylistCode,
  PlaylistDescription,
  type PlaylistPage,
  PlaylistTitle,
  type PlaylistView,
  PlaylistVisibility,
  SetVisibility,
} from './playlists.js';

/** The RPC contracts of community. */
export const community = {
  people,
  followers,
  following,
  follows,
  likes,
  comments,
  playlists,
  playlistTracks,
  playlistEditors,
  feed,
  publications,
  notices,
  personalData,
};
