import { Controller } from '@nestjs/common';
import { type Caller, community, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { CommentsService } from './comments.service.js';

const { comments } = community;

type In<Verb extends keyof typeof comments> = RpcInput<(typeof comments)[Verb]>;

@Controller()
export class CommentsController {
  constructor(private readonly service: CommentsService) {}

  @Rpc(comments.list)
  list(@CurrentCaller() caller: Caller, @Input() query: In<'list'>) {
    return this.service.list(caller, query);
  }

  @Rpc(comments.marks)
  marks(@CurrentCaller() caller: Caller, @Input() { trackId }: In<'marks'>) {
    return this.service.marks(caller, trackId);
  }

  @Rpc(comments.replies)
  replies(@CurrentCaller() caller: Caller, @Input() query: In<'replies'>) {
    return this.service.replies(caller, query);
  }

  @Rpc(comments.get)
  get(@CurrentCaller() caller: Caller, @Input() { commentId }: In<'get'>) {
    return this.service.get(caller, commentId);
  }

  @Rpc(comments.add)
  add(@CurrentCaller() caller: Caller, @Input() comment: In<'add'>) {
    return this.service.add(caller, comment);
  }

  @Rpc(comments.edit)
  edit(@CurrentCaller() caller: Caller, @Input() change: In<'edit'>) {
    return this.service.edit(caller, change);
  }

  @Rpc(comments.remove)
  remove(@CurrentCaller() caller: Caller, @Input() { trackId, commentId }: In<'remove'>) {
    return this.service.remove(caller, trackId, commentId);
  }
}
