import type { PersonRelations, WirePublicPerson } from '@veza/contracts';
import { wireFoundUser } from '../../identity/people/people.presenter.js';
import type { ShownPerson } from '../../identity/people/people.repository.js';

export const wirePerson = (person: ShownPerson, { followers, following, followedByMe }: PersonRelations): WirePublicPerson => ({
  ...wireFoundUser(person),
  bio: person.bio,
  created_at: person.createdAt.toISOString(),
  followers,
  following,
  followed_by_me: followedByMe,
});
