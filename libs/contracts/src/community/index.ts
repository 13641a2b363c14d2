import { likes } from './likes.js';
import { followers, following, follows, people } from './people.js';
import { personalData } from './personal-data.js';
import { feed, publications } from './publications.js';

export { LikedTracks, TrackLikes } from './likes.js';
export { type ListPeople, type PeoplePage, PersonRelations } from './people.js';
export { type ListPublications, type Publication, PublicationKind, type PublicationPage } from './publications.js';

/** The RPC contracts of community. */
export const community = { people, followers, following, follows, likes, feed, publications, personalData };
