import { Controller, Inject } from '@nestjs/common';
import { linkPreviewRoutes, media, publicPicture, type RouteInput } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import { type GatewayConfig, mediaOrigin } from '../../config.js';
import { Input, Route } from '../../edge/index.js';

@Controller()
export class LinkPreviewsController {
  constructor(
    private readonly rpc: RpcClient,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {}

  @Route(linkPreviewRoutes.get)
  async get(@Input() { query }: RouteInput<typeof linkPreviewRoutes.get>) {
    const { preview } = await this.rpc.call(media.linkPreviews.get, query);
    if (!preview) return { preview };
    const { pictureId, ...words } = preview;
    return { preview: { ...words, picture: pictureId === null ? null : publicPicture(mediaOrigin(this.config), pictureId) } };
  }
}
