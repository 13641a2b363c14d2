import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import type { ChatConfig } from '../config.js';

/** Looks at a message before it is stored. */
@Injectable()
export class AutoModeration {
  private readonly words: RegExp | undefined;

  constructor(@Inject(CONFIG) { CHAT_MODERATION_WORDS: words }: ChatConfig) {
    const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    this.words =
      escaped.length > 0 ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'iu') : undefined;
  }

  /** Why it may not be said; undefined when it may. */
  async objection({ content }: { content: string }): Promise<DeclaredError | undefined> {
    if (this.words?.test(content))
      return new DeclaredError('FORBIDDEN', { message: 'This message was refused by the moderation' });
    return undefined;
  }
}
