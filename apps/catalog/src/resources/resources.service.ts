import { Injectable } from '@nestjs/common';
import {
  type Caller,
  type CreateResource,
  DeclaredError,
  type IdRange,
  type ListResourceChanges,
  type ListResources,
  type ListTrashedResources,
  type PublicIds,
  type ResourceChangePage,
  type ResourcePage,
  type ResourceView,
  type resources,
  type RpcInput,
  type TrashedResourcePage,
  type UpdateResource,
} from '@veza/contracts';
import { isOwnerOrAdmin, requireOwner, requireUser } from '@veza/platform';
import { Claims } from '../objects/claims.js';
import { ResourceHistoryRepository } from './resource-history.repository.js';
import { ResourceTrashRepository } from './resource-trash.repository.js';
import { resourcePage, resourceView, trashedResourcePage } from './resource-view.js';
import { type ResourceRow, ResourcesRepository } from './resources.repository.js';

@Injectable()
export class ResourcesService {
  constructor(
    private readonly resources: ResourcesRepository,
    private readonly trash: ResourceTrashRepository,
    private readonly history: ResourceHistoryRepository,
    private readonly claims: Claims,
  ) {}

  async create(caller: Caller, { objectId, ...facts }: CreateResource): Promise<ResourceView> {
    const uploader = requireUser(caller);
    return this.claims.keep(uploader, { objectId, owner: 'resource' }, async (tx, object) =>
      resourceView(await this.resources.insert(tx, uploader.userId, facts, object)),
    );
  }

  async get(caller: Caller, id: number): Promise<ResourceView> {
    const resource = await this.requireVisible(caller, id);
    return { ...resourceView(resource, resource.myRating), version: resource.version };
  }

  /** Those of the resources that the caller may see, in the order of the ids. */
  async among(caller: Caller, ids: readonly number[]): Promise<{ resources: ResourceView[] }> {
    const found = new Map((await this.resources.byIds(ids)).map((resource) => [resource.id, resource]));
    const inOrder = ids.flatMap((id) => found.get(id) ?? []);
    const visible = inOrder.filter(({ isPublic, uploaderId }) => isPublic || isOwnerOrAdmin(caller, uploaderId));
    return { resources: visible.map((resource) => resourceView(resource)) };
  }

  async list(caller: Caller, query: ListResources): Promise<ResourcePage> {
    return resourcePage(await this.resources.list(caller, query));
  }

  publicIds(range: IdRange): Promise<PublicIds> {
    return this.resources.publicIds(range);
  }

  async update(caller: Caller, change: UpdateResource): Promise<ResourceView> {
    const { uploaderId } = await this.requireVisible(caller, change.id);
    requireOwner(caller, uploaderId);
    const resource = await this.resources.update(change, requireUser(caller).userId);
    if (!resource) throw new DeclaredError(change.ifVersion === undefined ? 'NOT_FOUND' : 'PRECONDITION_FAILED');
    return { ...resourceView(resource, resource.myRating), version: resource.version };
  }

  async download(caller: Caller, id: number) {
    const { objectId, filename, type, size } = await this.requireVisible(caller, id);
    return { objectId, filename, type, size };
  }

  async countDownload(caller: Caller, { id, address, isRest }: RpcInput<typeof resources.countDownload>): Promise<null> {
    await this.requireVisible(caller, id);
    await this.resources.countDownload(id, caller.kind === 'user' ? `user ${caller.userId}` : `address ${address}`, isRest);
    return null;
  }

  async rate(caller: Caller, id: number, rating: number): Promise<null> {
    const { userId } = requireUser(caller);
    const { uploaderId } = await this.requireVisible(caller, id);
    if (uploaderId === userId) throw new DeclaredError('FORBIDDEN', { message: 'Uploaders cannot rate their own resources' });
    await this.resources.vote(id, userId, rating);
    return null;
  }

  async unrate(caller: Caller, id: number): Promise<null> {
    const { userId } = requireUser(caller);
    await this.requireVisible(caller, id);
    await this.resources.withdrawVote(id, userId);
    return null;
  }

  async delete(caller: Caller, id: number, ifVersion?: string): Promise<null> {
    const { uploaderId } = await this.requireVisible(caller, id);
    requireOwner(caller, uploaderId);
    if (!(await this.trash.move(id, requireUser(caller).userId, ifVersion)))
      throw new DeclaredError(ifVersion === undefined ? 'NOT_FOUND' : 'PRECONDITION_FAILED');
    return null;
  }

  async listTrash(caller: Caller, page: ListTrashedResources): Promise<TrashedResourcePage> {
    const { userId } = requireUser(caller);
    return trashedResourcePage(await this.trash.list(userId, page));
  }

  async restore(caller: Caller, id: number): Promise<ResourceView> {
    await this.requireTrashed(caller, id);
    if (!(await this.trash.restore(id, requireUser(caller).userId))) throw new DeclaredError('NOT_FOUND');
    return this.get(caller, id);
  }

  /** Also of a deleted resource. */
  async listChanges(caller: Caller, query: ListResourceChanges): Promise<ResourceChangePage> {
    if (await this.resources.find(query.id)) requireOwner(caller, (await this.requireVisible(caller, query.id)).uploaderId);
    else await this.requireTrashed(caller, query.id);
    return this.history.list(query);
  }

  /** A deleted resource exists for its uploader and administrators only. */
  private async requireTrashed(caller: Caller, id: number): Promise<void> {
    requireUser(caller);
    const uploaderId = await this.trash.uploaderOf(id);
    if (uploaderId === undefined || !isOwnerOrAdmin(caller, uploaderId)) throw new DeclaredError('NOT_FOUND');
  }

  /** NOT_FOUND if the caller may not read the resource, as if it did not exist. */
  private async requireVisible(caller: Caller, id: number): Promise<ResourceRow> {
    const resource = await this.resources.find(id, caller.kind === 'user' ? caller.userId : undefined);
    if (!resource || !(resource.isPublic || isOwnerOrAdmin(caller, resource.uploaderId))) throw new DeclaredError('NOT_FOUND');
    return resource;
  }
}
