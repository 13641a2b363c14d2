import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, deriveSecret } from '@veza/platform';
import type { MediaConfig } from '../config.js';
import { type SignedPath, type SignedSubject, signPath, verifyPath } from './signed-path.js';

/** Signs and verifies the addresses of tracks with the key of this platform. */
@Injectable()
export class StreamKey {
  private readonly key: Buffer;
  private readonly origin: string;

  constructor(@Inject(CONFIG) config: MediaConfig) {
    this.key = deriveSecret(config.VEZA_SECRET, 'signed-stream');
    this.origin = config.MEDIA_PUBLIC_URL ?? config.PUBLIC_URL;
  }

  path(subject: SignedSubject, expiresAt: Date): string {
    return signPath(this.key, subject, expiresAt);
  }

  /** The path with the origin that clients reach media at, for clients. */
  url(subject: SignedSubject, expiresAt: Date): string {
    return this.origin + this.path(subject, expiresAt);
  }

  verify(path: string): SignedPath | undefined {
    return verifyPath(this.key, path);
  }
}
