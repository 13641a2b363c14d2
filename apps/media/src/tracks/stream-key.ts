import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, deriveSecret } from '@veza/platform';
import { type SignedPath, type SignedSubject, signPath, verifyPath } from '../bytes/signed-path.js';
import type { MediaConfig } from '../config.js';

/** Signs and checks the addresses of tracks with this platform's key. */
@Injectable()
export class StreamKey {
  private readonly key: Buffer;
  private readonly origin: string;

  constructor(@Inject(CONFIG) config: MediaConfig) {
    this.key = deriveSecret(config.VEZA_SECRET, 'signed-stream');
    this.origin = config.PUBLIC_URL;
  }

  path(subject: SignedSubject, expiresAt: Date): string {
    return signPath(this.key, subject, expiresAt);
  }

  /** The same as clients reach it. */
  url(subject: SignedSubject, expiresAt: Date): string {
    return this.origin + this.path(subject, expiresAt);
  }

  verify(path: string): SignedPath | undefined {
    return verifyPath(this.key, path);
  }
}
