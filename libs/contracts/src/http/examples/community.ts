import { TRACK_EXAMPLES } from './tracks.js';
import type { AreaExamples } from './shape.js';

const person = { id: 7, username: 'ada', first_name: 'Ada', last_name: 'Lovelace', avatar: null };
const { Track } = TRACK_EXAMPLES.components;

const played = {
  played_at: '2026-03-01T09:30:00.000Z',
  position_seconds: 83.5,
  position_at: '2026-03-01T09:31:30.000Z',
};
const publication = { kind: 'track' as const, published_at: '2026-03-01T09:30:00.000Z', person, track: Track };
const tracks = Track ? [Track] : [];
const written = '2026-03-02T18:12:00.000Z';
const comment = {
  id: 31,
  track_id: 21,
  second: 83,
  author: person,
  text: 'This oud!',
  created_at: written,
  edited_at: null,
  replies: 1,
};
const reply = { ...comment, id: 32, second: null, text: 'It is a cello.', replies: 0 };
const notice = {
  id: 412,
  kind: 'comment' as const,
  actor: person,
  thing: { kind: 'track' as const, id: '21', title: 'Raga' },
  part_id: '31',
  detail: null,
  read: false,
  created_at: written,
};
const everywhere = { app: true, push: true, mail: false };
const noticeLevels = {
  mention: everywhere,
  direct_message: everywhere,
  follow: { app: true, push: false, mail: false },
  comment: everywhere,
  reply: everywhere,
  playlist: everywhere,
  track_ready: everywhere,
  track_failed: everywhere,
  appointment: everywhere,
  profile_reset: everywhere,
};
const playlist = {
  id: 5,
  owner: person,
  title: 'Strings at night',
  description: 'For the last bus.',
  visibility: 'public' as const,
  track_count: 1,
  created_at: written,
  updated_at: written,
};

export const COMMUNITY_EXAMPLES: AreaExamples = {
  components: {
    PublicPerson: {
      ...person,
      bio: 'I play the oud.',
      picture: null,
      banner: null,
      links: ['https://ada.example'],
      created_at: '2026-03-01T09:30:00.000Z',
      followers: 12,
      following: 3,
      followed_by_me: true,
    },
    PeoplePage: { people: [person], next_cursor: null },
    TrackLikes: { likes: 5, liked_by_me: true },
    Publication: publication,
    PublicationPage: { items: [publication], next_cursor: null },
    RecentPlays: { plays: tracks.map((track) => ({ ...played, track })) },
    LikedTracks: { tracks, next_cursor: null },
    Comment: comment,
    CommentPage: { comments: [comment], total: 2, next_cursor: null },
    CommentMarks: { marks: [comment] },
    ReplyPage: { replies: [reply], next_cursor: null },
    Notice: notice,
    NoticePage: { notices: [notice], unread: 1, next_cursor: null },
    NoticeLevels: noticeLevels,
    Playlist: playlist,
    PlaylistPage: { playlists: [playlist], next_cursor: null },
    OwnPlaylistPage: { playlists: [{ ...playlist, has_track: true }], next_cursor: null },
    OpenPlaylist: { playlist: { ...playlist, may_edit: true, editors: [person] }, tracks, next_cursor: null },
    PlaylistLink: { code: 'Zm9vYmFyYmF6cXV4cXV1eA' },
  },
  requests: {
    readNotices: { up_to: 412 },
    setNoticeLevels: { follow: { app: true, push: false, mail: false } },
    addComment: { text: 'This oud!', second: 83 },
    editComment: { text: 'This cello!' },
    createPlaylist: { title: 'Strings at night', description: 'For the last bus.', visibility: 'public' },
    updatePlaylist: { title: 'Strings in the morning' },
    openSharedPlaylist: { code: 'Zm9vYmFyYmF6cXV4cXV1eA' },
    moveInPlaylist: { after: null },
  },
  responses: {},
};
