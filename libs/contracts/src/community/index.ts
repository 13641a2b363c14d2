import { likes } from './likes.js';
import { followers, following, follows, people } from './people.js';
import { personalData } from './personal-data.js';

export { LikedTracks, TrackLikes } from './likes.js';
export { type ListPeople, type PeoplePage, PersonRelations } from './people.js';

/** The RPC contracts of community. */
export const community = { people, followers, following, follows, likes, personalData };
