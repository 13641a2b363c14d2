import type { WireResource } from '@veza/contracts';
import { inShort, type Shown, type Words } from './shown.js';

export function shownResource(resource: WireResource, etag: string, words: Words): Shown {
  const { id, title, description, filename, tags, downloads, rating, ratings_count: ratings } = resource;
  const { text } = words;
  return {
    kind: 'resource',
    id: String(id),
    path: `/resources/${id}`,
    title,
    description: inShort(description || `${text('resource')} ${text('by')} ${resource.uploader_username} · ${filename}`, 200),
    text: description,
    facts: [
      [text('file'), filename],
      ...(tags.length > 0 ? [[text('tags'), tags.join(', ')] as const] : []),
      [text('downloads'), words.number(downloads)],
      ...(ratings > 0 ? [[text('rating'), `${words.number(rating)} / 5`] as const] : []),
      [text('uploader'), resource.uploader_username],
      [text('date'), words.date(resource.created_at)],
    ],
    type: 'article',
    properties: [['article:published_time', resource.created_at]],
    schema: {
      '@type': 'DigitalDocument',
      name: title,
      ...(description !== '' && { description: inShort(description, 500) }),
      ...(tags.length > 0 && { keywords: tags.join(', ') }),
      encodingFormat: resource.file_type,
      datePublished: resource.created_at,
      author: { '@type': 'Person', name: resource.uploader_username },
      ...(ratings > 0 && { aggregateRating: { '@type': 'AggregateRating', ratingValue: rating, ratingCount: ratings } }),
    },
    read: { value: resource, etag },
  };
}
