import type { ResourcePage, ResourceView } from '@veza/contracts';
import type { Page } from '@veza/database';
import type { Resource } from './resource.entity.js';

/** The mean of all votes to two places; nobody voted: 0. */
export const meanRating = (sum: number, count: number): number => (count === 0 ? 0 : Math.round((100 * sum) / count) / 100);

export function resourceView(resource: Resource, myRating?: number | null): ResourceView {
  const { id, title, description, filename, type, size, category, tags, downloads, ratingsCount, isPublic, uploaderId } =
    resource;
  const rating = meanRating(resource.ratingSum, ratingsCount);
  const createdAt = resource.createdAt.toISOString();
  const facts = {
    id,
    title,
    description,
    filename,
    type,
    size,
    category,
    tags,
    downloads,
    rating,
    ratingsCount,
    isPublic,
    uploaderId,
    createdAt,
  };
  return myRating ? { ...facts, myRating } : facts;
}

export const resourcePage = ({ rows, ...page }: Page<Resource>): ResourcePage => ({
  items: rows.map((row) => resourceView(row)),
  ...page,
});
