import type { Resource, UpdateResourceBody } from '@veza/sdk';
import type { Draft } from '../../editing/merge.js';
import { KINDS } from './search.js';

export const RESOURCE_FIELDS = ['title', 'description', 'category', 'tags', 'isPublic'] as const;
export type ResourceField = (typeof RESOURCE_FIELDS)[number];

export const resourceDraft = ({ title, description, category, tags, is_public }: Resource): Draft => ({
  title,
  description,
  category,
  tags: tags.join(', '),
  isPublic: String(is_public),
});

export const EMPTY_RESOURCE: Draft = { title: '', description: '', category: 'sample', tags: '', isPublic: 'true' };

export const tagsOf = (text = ''): string[] => [...new Set(text.split(',').map((tag) => tag.trim()))].filter((tag) => tag !== '');

/** These fields as the API takes them. */
export function resourceBody(draft: Draft, fields: ReadonlySet<string>): UpdateResourceBody {
  const category = KINDS.find((kind) => kind === draft.category);
  return {
    ...(fields.has('title') && { title: (draft.title ?? '').trim() }),
    ...(fields.has('description') && { description: (draft.description ?? '').trim() }),
    ...(fields.has('category') && category && { category }),
    ...(fields.has('tags') && { tags: tagsOf(draft.tags) }),
    ...(fields.has('isPublic') && { is_public: draft.isPublic === 'true' }),
  };
}
