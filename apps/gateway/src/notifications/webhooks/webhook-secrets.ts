import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, Hourly, keyring, KeyringSeal } from '@veza/platform';
import type { GatewayConfig } from '../../config.js';
import { WebhooksRepository } from './webhooks.repository.js';

/** Secrets of webhooks, each sealed for its webhook. */
@Injectable()
export class WebhookSecrets {
  private readonly seals: KeyringSeal;

  constructor(
    @Inject(CONFIG) config: GatewayConfig,
    private readonly repository: WebhooksRepository,
  ) {
    this.seals = new KeyringSeal(keyring(config, 'webhooks'));
  }

  seal(id: string, secret: Buffer): Buffer {
    return this.seals.seal(secret, placeOf(id));
  }

  /** Undefined when an earlier master secret, which is gone, sealed it. */
  open(id: string, sealed: Buffer): Buffer | undefined {
    return this.seals.open(sealed, placeOf(id));
  }

  /** Seals with the key of the present VEZA_SECRET, so that an earlier one can be removed (decision 181). */
  @Hourly('sealing of webhook secrets')
  async sealAgain(): Promise<void> {
    if (!this.seals.isReplacing) return;
    let page = await this.repository.sealedAfter();
    while (page.length > 0) {
      for (const { id, secret, earlierSecret } of page)
        for (const sealed of [secret, earlierSecret]) {
          const again = sealed && this.seals.again(sealed, placeOf(id));
          if (sealed && again) await this.repository.replaceSecret(id, sealed, again);
        }
      page = await this.repository.sealedAfter(page.at(-1)?.id);
    }
  }
}

const placeOf = (id: string) => `webhook ${id}`;
