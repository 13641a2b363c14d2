import { Inject, Injectable } from '@nestjs/common';
import {
  DeclaredError,
  fieldFaults,
  media,
  resources,
  type ResourceView,
  UploadResourceForm,
  type UserCaller,
} from '@veza/contracts';
import { AppLogger, CONFIG } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import { Bytes } from '../bytes/index.js';
import type { GatewayConfig } from '../config.js';
import type { RawExchange } from '../edge/index.js';

/** The way of a resource's bytes: media keeps and serves them, catalog says what they are and who may have them. */
@Injectable()
export class ResourceFiles {
  constructor(
    private readonly rpc: RpcClient,
    private readonly bytes: Bytes,
    private readonly logger: AppLogger,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {}

  /** The facts may come after the file in the form, so its bytes are there before they can be judged. */
  async upload(caller: UserCaller, { req }: RawExchange): Promise<ResourceView> {
    const { objectId, fields } = await this.bytes.upload(req, {
      kind: 'resource',
      maxBytes: this.config.UPLOAD_MAX_RESOURCE,
      caller,
    });
    const facts = UploadResourceForm.safeParse(fields);
    if (facts.success) return this.rpc.call(resources.create, { ...facts.data, objectId });
    await this.giveUp(objectId);
    throw new DeclaredError('VALIDATION_FAILED', { details: fieldFaults(facts.error) });
  }

  async download(id: number, { req, reply }: RawExchange): Promise<void> {
    const { objectId, filename, type } = await this.rpc.call(resources.download, { id, continued: continues(req.headers.range) });
    await this.bytes.download(reply, { objectId, filename, type, disposition: 'attachment' });
  }

  /** An object that nobody claims goes within a day, so a failure here is no more than a note. */
  private async giveUp(objectId: string): Promise<void> {
    await this.rpc
      .call(media.objects.release, { objectId })
      .catch((cause: unknown) => this.logger.warn('A refused upload could not be released', { objectId, cause }));
  }
}

/** A later part of a download that was counted with its first byte. */
export const continues = (range: string | undefined): boolean => range !== undefined && !/^bytes=0-/.test(range);
