import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AppLogger, CONFIG, HOURLY_MS, keyring, KeyringSeal, recurring, Shutdown } from '@veza/platform';
import type { GatewayConfig } from '../config.js';
import { WebhooksRepository } from './webhooks.repository.js';

/** Secrets of webhooks, each sealed for its webhook. */
@Injectable()
export class WebhookSecrets implements OnApplicationBootstrap {
  private readonly seals: KeyringSeal;

  constructor(
    @Inject(CONFIG) config: GatewayConfig,
    private readonly repository: WebhooksRepository,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
  ) {
    this.seals = new KeyringSeal(keyring(config, 'webhooks'));
  }

  onApplicationBootstrap(): void {
    if (this.seals.isReplacing) recurring('sealing of webhook secrets', HOURLY_MS, () => this.sealAgain(), this);
  }

  seal(id: string, secret: Buffer): Buffer {
    return this.seals.seal(secret, placeOf(id));
  }

  /** Undefined when an earlier master secret, which is gone, sealed it. */
  open(id: string, sealed: Buffer): Buffer | undefined {
    return this.seals.open(sealed, placeOf(id));
  }

  /** Seals with the key of the present VEZA_SECRET, so that an earlier one can be removed (decision 181). */
  async sealAgain(): Promise<void> {
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
