import { TRACK_EXAMPLES } from './tracks.js';
import type { AreaExamples } from './shape.js';

const person = { id: 7, username: 'ada', first_name: 'Ada', last_name: 'Lovelace', avatar: null };
const { Track } = TRACK_EXAMPLES.components;

const publication = { kind: 'track' as const, published_at: '2026-03-01T09:30:00.000Z', person, track: Track };

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
    RecentPlays: { plays: Track ? [{ track: Track, played_at: '2026-03-01T09:30:00.000Z' }] : [] },
    LikedTracks: { tracks: Track ? [Track] : [], next_cursor: null },
  },
  requests: {},
  responses: {},
};
