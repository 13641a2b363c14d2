import { type CommentView, type PersonRelations, publicPicture, type WireComment, type WirePublicPerson } from '@veza/contracts';
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

/** A ban that community has not heard of yet holds here already: a comment with replies becomes a place, another one is left out. */
export function wireComments(comments: readonly CommentView[], authors: readonly ShownPerson[]): WireComment[] {
  const known = new Map(authors.map((author) => [author.id, wireFoundUser(author)]));
  return comments.flatMap(({ id, trackId, second, authorId, text, createdAt, editedAt, replies }) => {
    const author = authorId === null ? undefined : known.get(authorId);
    if (!author && replies === 0) return [];
    const written = author ? { author, text, edited_at: editedAt } : { author: null, text: null, edited_at: null };
    return [{ id, track_id: trackId, second, created_at: createdAt, replies, ...written }];
  });
}
