import type { PlaylistView, WirePublicPerson } from '@veza/contracts';
import { inShort, type Shown, type Words } from './shown.js';

/** `playlists`: the latest public ones. */
export function shownPerson(person: WirePublicPerson, playlists: readonly PlaylistView[], words: Words): Shown {
  const {
    username,
    first_name: firstName,
    last_name: lastName,
    bio,
    created_at: createdAt,
    followers,
    following,
    picture,
    links,
  } = person;
  const { text } = words;
  const fullName = [firstName, lastName].filter(Boolean).join(' ');
  const counted = `${text('followers')}: ${words.number(followers)}`;
  return {
    kind: 'person',
    id: username.toLowerCase(),
    path: `/people/${encodeURIComponent(username)}`,
    title: username,
    description: inShort([fullName, bio, counted].filter(Boolean).join(' · '), 200),
    text: bio,
    facts: [
      ...(fullName === '' ? [] : [[text('name'), fullName] as const]),
      [text('followers'), words.number(followers)],
      [text('following'), words.number(following)],
      [text('date'), words.date(createdAt)],
      ...(playlists.length === 0 ? [] : [[text('playlists'), playlists.map(({ title }) => title).join(', ')] as const]),
    ],
    type: 'profile',
    ...(picture && { picture: { url: picture.large, alt: username } }),
    properties: [['profile:username', username]],
    schema: {
      '@type': 'ProfilePage',
      dateCreated: createdAt,
      mainEntity: {
        '@type': 'Person',
        name: fullName || username,
        alternateName: username,
        ...(bio !== '' && { description: inShort(bio, 500) }),
        ...(picture && { image: picture.full }),
        ...(links.length > 0 && { sameAs: links }),
        interactionStatistic: {
          '@type': 'InteractionCounter',
          interactionType: 'https://schema.org/FollowAction',
          userInteractionCount: followers,
        },
      },
    },
    read: { value: person },
  };
}
