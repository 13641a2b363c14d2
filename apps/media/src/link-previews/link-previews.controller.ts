import { Controller } from '@nestjs/common';
import { type Caller, linkPreviews, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { LinkPreviewsService } from './link-previews.service.js';

@Controller()
export class LinkPreviewsController {
  constructor(private readonly service: LinkPreviewsService) {}

  @Rpc(linkPreviews.get)
  async get(@CurrentCaller() caller: Caller, @Input() { url }: RpcInput<typeof linkPreviews.get>) {
    return { preview: await this.service.get(caller, url) };
  }
}
