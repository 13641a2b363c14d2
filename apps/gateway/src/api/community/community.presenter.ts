import type { PersonRelations, WireFoundUser, WirePublicPerson } from '@veza/contracts';
import type { ShownPerson } from '../../identity/people/people.repository.js';

export const wirePerson = (person: ShownPerson, { followers, following, followedByMe }: PersonRelations): WirePublicPerson => ({
  ...wireListedPerson(person),
  bio: person.bio,
  created_at: person.createdAt.toISOString(),
  followers,
  following,
  followed_by_me: followedByMe,
});

export const wireListedPerson = ({ id, username, firstName, lastName, avatar }: ShownPerson): WireFoundUser => ({
  id,
  username,
  first_name: firstName,
  last_name: lastName,
  avatar,
});
