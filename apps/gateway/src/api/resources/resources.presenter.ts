import { Inject, Injectable } from '@nestjs/common';
import {
  DELETED_USERNAME,
  type ResourceChangePage,
  type ResourcePage,
  type ResourceView,
  type TrashedResourcePage,
  type WireResource,
  type WireResourceHistory,
  type WireResourcePage,
  type WireResourceTrash,
  wireSearchHelp,
} from '@veza/contracts';
import { UserCardsService } from '../../identity/users/user-cards.service.js';

@Injectable()
export class ResourcesPresenter {
  constructor(@Inject(UserCardsService) private readonly users: Pick<UserCardsService, 'names'>) {}

  async one(resource: ResourceView): Promise<WireResource> {
    const uploaders = await this.users.names([resource.uploaderId]);
    return wire(resource, uploaders.get(resource.uploaderId)?.username);
  }

  async many(resources: readonly ResourceView[]): Promise<WireResource[]> {
    const uploaders = await this.users.names(resources.map(({ uploaderId }) => uploaderId));
    return resources.map((resource) => wire(resource, uploaders.get(resource.uploaderId)?.username));
  }

  async page({ items, total, totalIsEstimate, page, limit, nextCursor, ...help }: ResourcePage): Promise<WireResourcePage> {
    const resources = await this.many(items);
    const counted = { total, total_is_estimate: totalIsEstimate };
    return { resources, ...counted, page, limit, next_cursor: nextCursor, ...wireSearchHelp(help) };
  }

  trash({ items, total, totalIsEstimate, page, limit, nextCursor }: TrashedResourcePage): WireResourceTrash {
    const resources = items.map(({ id, title, filename, size, deletedBy, deletedAt, expiresAt }) => ({
      id,
      title,
      filename,
      file_size: size,
      deleted_by: deletedBy,
      deleted_at: deletedAt,
      expires_at: expiresAt,
    }));
    return { resources, total, total_is_estimate: totalIsEstimate, page, limit, next_cursor: nextCursor };
  }

  async history({ items, total, totalIsEstimate, page, limit, nextCursor }: ResourceChangePage): Promise<WireResourceHistory> {
    const names = await this.users.names(items.flatMap(({ userId }) => userId ?? []));
    const changes = items.map(({ userId, ...change }) => ({
      ...change,
      user_id: userId,
      username: names.get(userId ?? 0)?.username ?? DELETED_USERNAME,
    }));
    return { changes, total, total_is_estimate: totalIsEstimate, page, limit, next_cursor: nextCursor };
  }
}

function wire(resource: ResourceView, uploader = DELETED_USERNAME): WireResource {
  const { id, title, description, filename, category, tags, downloads, rating } = resource;
  return {
    id,
    title,
    description,
    filename,
    file_type: resource.type,
    file_size: resource.size,
    category,
    tags,
    downloads,
    rating,
    ratings_count: resource.ratingsCount,
    my_rating: resource.myRating,
    is_public: resource.isPublic,
    uploader_id: resource.uploaderId,
    uploader_username: uploader,
    created_at: resource.createdAt,
  };
}
