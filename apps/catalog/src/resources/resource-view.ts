import type { ResourcePage, ResourceView, SearchHelp, TrashedResourcePage } from '@veza/contracts';
import type { Page } from '@veza/database';
import type { Resource } from './resource.entity.js';
import type { ResourceTrashRow } from './resource-trash.repository.js';

/** The mean of all votes, rounded to two places; 0 without votes. */
export const meanRating = (sum: number, count: number): number => (count === 0 ? 0 : Math.round((100 * sum) / count) / 100);

export function resourceView(resource: Resource, myRating?: number | null): ResourceView {
  return {
    id: resource.id,
    title: resource.title,
    description: resource.description,
    filename: resource.filename,
    type: resource.type,
    size: resource.size,
    category: resource.category,
    tags: resource.tags,
    downloads: resource.downloads,
    rating: meanRating(resource.ratingSum, resource.ratingsCount),
    ratingsCount: resource.ratingsCount,
    isPublic: resource.isPublic,
    uploaderId: resource.uploaderId,
    createdAt: resource.createdAt.toISOString(),
    ...(myRating && { myRating }),
  };
}

type ResourceRows = Page<Resource> & SearchHelp;

export const resourcePage = ({ rows, without, didYouMean, ...found }: ResourceRows): ResourcePage => {
  const { total, totalIsEstimate, page, limit, nextCursor } = found;
  const items = rows.map((row) => resourceView(row));
  return { items, total, totalIsEstimate, page, limit, nextCursor, without, didYouMean };
};

export const trashedResourcePage = ({ rows, ...page }: Page<ResourceTrashRow>): TrashedResourcePage => ({
  items: rows.map((row) => ({ ...row, deletedAt: row.deletedAt.toISOString(), expiresAt: row.expiresAt.toISOString() })),
  ...page,
});
