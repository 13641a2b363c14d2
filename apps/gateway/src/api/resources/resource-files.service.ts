import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { resources, type ResourceView, UploadResourceForm, type UserCaller } from '@veza/contracts';
import { AppLogger, CONFIG, countedAddress, keyring, type SecretKey } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import { BytesService, type SentBytes } from '../bytes/index.js';
import type { GatewayConfig } from '../../config.js';
import { exchangeOf, type RawExchange, readForm } from '../../edge/index.js';

/** Files of resources: catalog decides access and keeps their description, media stores and serves the bytes. */
@Injectable()
export class ResourceFilesService {
  private readonly readersKey: SecretKey;

  constructor(
    private readonly rpc: RpcClient,
    private readonly bytes: BytesService,
    private readonly logger: AppLogger,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {
    [this.readersKey] = keyring(config, 'download-readers');
  }

  /** The fields may follow the file in the form, so the bytes are stored before the fields are validated. */
  async upload(caller: UserCaller, { req }: RawExchange): Promise<ResourceView> {
    const terms = { kind: 'resource', maxBytes: this.config.UPLOAD_MAX_RESOURCE, caller } as const;
    return this.bytes.uploadFor(req, terms, async ({ objectId, fields }) =>
      this.rpc.call(resources.create, { ...readForm(UploadResourceForm, fields), objectId }),
    );
  }

  async download(id: number, { req, reply }: RawExchange): Promise<void> {
    const { objectId, filename, type } = await this.rpc.call(resources.download, { id });
    await this.bytes.download(reply, { objectId, filename, type, disposition: 'attachment' }, async (sent) => {
      const part = req.method === 'GET' ? lastPart(sent, req.headers.range) : undefined;
      if (part !== undefined) await this.count(id, exchangeOf(req).address, part === 'rest');
    });
  }

  /** The address of an anonymous reader is stored as a digest. A download goes on when it cannot be counted. */
  private async count(id: number, address: string, isRest: boolean): Promise<void> {
    const digest = createHmac('sha256', this.readersKey).update(countedAddress(address)).digest('base64url');
    await this.rpc
      .call(resources.countDownload, { id, address: digest, isRest })
      .catch((cause: unknown) => this.logger.warn('A download was not counted', { id, cause }));
  }
}

/**
 * Which part of the file ends a download: the whole file, or its rest. Undefined for a part in the middle, for several
 * parts, and for a suffix range (`bytes=-500`), with which programs look into a file before they read it.
 */
export function lastPart({ status, contentRange = '' }: SentBytes, range = ''): 'whole' | 'rest' | undefined {
  if (status === 200) return 'whole';
  const [, from, to, size] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(contentRange) ?? [];
  if (status !== 206 || from === undefined || Number(to) + 1 !== Number(size)) return undefined;
  if (from === '0') return 'whole';
  return /^bytes=-/.test(range) ? undefined : 'rest';
}
