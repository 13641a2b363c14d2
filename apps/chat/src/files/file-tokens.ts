import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { CONFIG, keyring, type Keyring, signToken, verifyToken, withAnyKey } from '@veza/platform';
import { z } from 'zod';
import type { ChatConfig } from '../config.js';

// Wall clock: expiry inside a signed link, which a process without Postgres may check.

const LIFE_MS = 10 * 60_000;

/** The claims of an upload URL. */
const UploadClaims = z.object({
  id: z.string(),
  userId: z.number(),
  username: z.string(),
  role: z.enum(['user', 'moderator', 'admin']),
  sessionId: z.string(),
  botOf: z.int().positive().optional(),
  room: z.string(),
  filename: z.string(),
  size: z.number(),
  isVoice: z.boolean().optional(),
});
export type UploadClaims = z.infer<typeof UploadClaims>;

/** Signs upload URLs. Nothing is stored for an upload that is never made. */
@Injectable()
export class FileTokens {
  private readonly keys: Keyring;

  constructor(@Inject(CONFIG) private readonly config: ChatConfig) {
    this.keys = keyring(config, 'chat-upload');
  }

  sign(upload: UploadClaims): { url: string; expiresAt: string } {
    const token = signToken(this.keys[0], upload, LIFE_MS);
    return {
      url: `${this.config.PUBLIC_URL}/chat-uploads?token=${token}`,
      expiresAt: new Date(Date.now() + LIFE_MS).toISOString(),
    };
  }

  verify(token: string): UploadClaims {
    const upload = withAnyKey(this.keys, (key) => verifyToken(key, token, UploadClaims));
    if (!upload) throw new DeclaredError('URL_INVALID');
    return upload;
  }
}
