import { Injectable } from '@nestjs/common';
import {
  type Caller,
  type CreateResource,
  DeclaredError,
  type ListResources,
  type ResourcePage,
  type ResourceView,
} from '@veza/contracts';
import { isOwnerOrAdmin, requireOwner, requireUser } from '@veza/platform';
import { Claims } from '../objects/claims.js';
import { resourcePage, resourceView } from './resource-view.js';
import { type ResourceRow, ResourcesRepository } from './resources.repository.js';

@Injectable()
export class ResourcesService {
  constructor(
    private readonly resources: ResourcesRepository,
    private readonly claims: Claims,
  ) {}

  async create(caller: Caller, { objectId, ...facts }: CreateResource): Promise<ResourceView> {
    const uploader = requireUser(caller);
    return this.claims.keep(uploader, objectId, 'resource', async (tx, object) =>
      resourceView(await this.resources.insert(tx, uploader.userId, facts, object)),
    );
  }

  async get(caller: Caller, id: number): Promise<ResourceView> {
    const resource = await this.requireVisible(caller, id);
    return { ...resourceView(resource, resource.myRating), version: resource.version };
  }

  async list(caller: Caller, query: ListResources): Promise<ResourcePage> {
    return resourcePage(await this.resources.list(caller, query));
  }

  async download(caller: Caller, id: number, continued: boolean) {
    const { objectId, filename, type, size } = await this.requireVisible(caller, id);
    if (!continued) await this.resources.countDownload(id);
    return { objectId, filename, type, size };
  }

  async rate(caller: Caller, id: number, rating: number): Promise<null> {
    const { userId } = requireUser(caller);
    await this.requireVisible(caller, id);
    await this.resources.vote(id, userId, rating);
    return null;
  }

  async delete(caller: Caller, id: number, ifVersion?: string): Promise<null> {
    const { uploaderId } = await this.requireVisible(caller, id);
    requireOwner(caller, uploaderId);
    if (!(await this.resources.remove(id, ifVersion)))
      throw new DeclaredError(ifVersion === undefined ? 'NOT_FOUND' : 'PRECONDITION_FAILED');
    return null;
  }

  /** NOT_FOUND if the caller may not read the resource, as if it did not exist. */
  private async requireVisible(caller: Caller, id: number): Promise<ResourceRow> {
    const resource = await this.resources.find(id, caller.kind === 'user' ? caller.userId : undefined);
    if (!resource || !(resource.isPublic || isOwnerOrAdmin(caller, resource.uploaderId))) throw new DeclaredError('NOT_FOUND');
    return resource;
  }
}
