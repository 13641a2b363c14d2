import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, fieldErrors, resources, type ResourceView, UploadResourceForm, type UserCaller } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import { BytesService } from '../bytes/index.js';
import type { GatewayConfig } from '../config.js';
import type { RawExchange } from '../edge/index.js';

/** Files of resources: catalog decides access and keeps their description, media stores and serves the bytes. */
@Injectable()
export class ResourceFilesService {
  constructor(
    private readonly rpc: RpcClient,
    private readonly bytes: BytesService,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {}

  /** The fields may follow the file in the form, so the bytes are stored before the fields are validated. */
  async upload(caller: UserCaller, { req }: RawExchange): Promise<ResourceView> {
    const { objectId, fields } = await this.bytes.upload(req, {
      kind: 'resource',
      maxBytes: this.config.UPLOAD_MAX_RESOURCE,
      caller,
    });
    try {
      return await this.rpc.call(resources.create, { ...readForm(fields), objectId });
    } catch (error) {
      await this.bytes.release(objectId);
      throw error;
    }
  }

  async download(id: number, { req, reply }: RawExchange): Promise<void> {
    const { objectId, filename, type } = await this.rpc.call(resources.download, {
      id,
      continued: continuesDownload(req.headers.range),
    });
    await this.bytes.download(reply, { objectId, filename, type, disposition: 'attachment' });
  }
}

function readForm(fields: Record<string, string>) {
  const form = UploadResourceForm.safeParse(fields);
  if (!form.success) throw new DeclaredError('VALIDATION_FAILED', { details: fieldErrors(form.error) });
  return form.data;
}

/** A later part of a download that was counted with its first byte. */
export const continuesDownload = (range: string | undefined): boolean => range !== undefined && !/^bytes=0-/.test(range);
