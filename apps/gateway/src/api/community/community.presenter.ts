import { type PersonRelations, publicPicture, type WirePublicPerson } from '@veza/contracts';
import { wireFoundUser } from '../../identity/people/people.presenter.js';
import type { ShownPerson } from '../../identity/people/people.repository.js';

/** Pictures have the origin of media's public addresses. */
export const wirePerson = (
  person: ShownPerson,
  { followers, following, followedByMe }: PersonRelations,
  origin: string,
): WirePublicPerson => ({
  ...wireFoundUser(person),
  bio: person.bio,
  picture: person.pictureId === null ? null : publicPicture(origin, person.pictureId),
  banner: person.bannerId === null ? null : publicPicture(origin, person.bannerId),
  links: person.links,
  created_at: person.createdAt.toISOString(),
  followers,
  following,
  followed_by_me: followedByMe,
});
