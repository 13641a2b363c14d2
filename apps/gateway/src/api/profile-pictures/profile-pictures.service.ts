import { Inject, Injectable } from '@nestjs/common';
import { media, MOST_PICTURE_BYTES, type Picture, publicPicture, userPicture, type UserCaller } from '@veza/contracts';
import { AppLogger, CONFIG } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import type { FastifyRequest } from 'fastify';
import { type GatewayConfig, mediaOrigin } from '../../config.js';
import { UsersService } from '../../identity/users/users.service.js';
import { BytesService } from '../bytes/index.js';

/**
 * The bytes go to media, which makes its sizes of them and shows them to anyone; identity has the place of the picture.
 * Limit: a process that dies between the claim and the place leaves a claimed object without a place, until the account is
 * erased; its owner reference names the account.
 */
@Injectable()
export class ProfilePicturesService {
  constructor(
    private readonly bytes: BytesService,
    private readonly rpc: RpcClient,
    private readonly users: UsersService,
    private readonly logger: AppLogger,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {}

  set(caller: UserCaller, place: 'picture' | 'banner', request: FastifyRequest): Promise<Picture> {
    const terms = { kind: 'picture', maxBytes: MOST_PICTURE_BYTES, caller } as const;
    return this.bytes.uploadFor(request, terms, ({ objectId }) => this.keep(caller, place, objectId));
  }

  async drop(caller: UserCaller, place: 'picture' | 'banner'): Promise<null> {
    await this.users.place(caller, place, null);
    return null;
  }

  private async keep(caller: UserCaller, place: 'picture' | 'banner', objectId: string): Promise<Picture> {
    const ownerRef = userPicture(caller.userId, place);
    await this.rpc.call(media.objects.claim, { objectId, ownerRef, userId: caller.userId, isPublic: true });
    const picture = publicPicture(mediaOrigin(this.config), objectId);
    try {
      await this.users.place(caller, place, { id: objectId, url: picture.medium });
      return picture;
    } catch (error) {
      await this.rpc
        .call(media.objects.release, { objectId, ownerRef })
        .catch((cause: unknown) => this.logger.warn('A picture without a place could not be released', { objectId, cause }));
      throw error;
    }
  }
}
