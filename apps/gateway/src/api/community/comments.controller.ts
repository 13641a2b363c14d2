import { Controller } from '@nestjs/common';
import { type CommentView, community, commentRoutes, DeclaredError, type RouteInput, type WireComment } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route } from '../../edge/index.js';
import { PeopleService } from '../../identity/people/people.service.js';
import { wireComments } from './community.presenter.js';

type In<Name extends keyof typeof commentRoutes> = RouteInput<(typeof commentRoutes)[Name]>;

@Controller()
export class CommentsController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly people: PeopleService,
  ) {}

  @Route(commentRoutes.comments)
  async list(@Input() { params, query }: In<'comments'>) {
    const { comments, total, nextCursor } = await this.rpc.call(community.comments.list, { trackId: params.id, ...query });
    return { comments: await this.wire(comments), total, next_cursor: nextCursor };
  }

  @Route(commentRoutes.marks)
  async marks(@Input() { params }: In<'marks'>) {
    return { marks: await this.wire(await this.rpc.call(community.comments.marks, { trackId: params.id })) };
  }

  @Route(commentRoutes.replies)
  async replies(@Input() { params, query }: In<'replies'>) {
    const { id: trackId, commentId } = params;
    const { comments, nextCursor } = await this.rpc.call(community.comments.replies, { trackId, commentId, ...query });
    return { replies: await this.wire(comments), next_cursor: nextCursor };
  }

  @Route(commentRoutes.add)
  async add(@Input() { params, body }: In<'add'>) {
    return this.one(await this.rpc.call(community.comments.add, { trackId: params.id, ...body }));
  }

  @Route(commentRoutes.edit)
  async edit(@Input() { params, body }: In<'edit'>) {
    return this.one(await this.rpc.call(community.comments.edit, { trackId: params.id, commentId: params.commentId, ...body }));
  }

  @Route(commentRoutes.remove)
  remove(@Input() { params }: In<'remove'>) {
    return this.rpc.call(community.comments.remove, { trackId: params.id, commentId: params.commentId });
  }

  private async one(comment: CommentView): Promise<WireComment> {
    const [wire] = await this.wire([comment]);
    if (!wire) throw new DeclaredError('NOT_FOUND');
    return wire;
  }

  private async wire(comments: readonly CommentView[]): Promise<WireComment[]> {
    return wireComments(comments, await this.people.shownAmong([...new Set(comments.flatMap(({ authorId }) => authorId ?? []))]));
  }
}
