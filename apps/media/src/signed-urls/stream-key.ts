import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, keyring, type Keyring, withAnyKey } from '@veza/platform';
import type { MediaConfig } from '../config.js';
import { type SignedPath, type SignedSubject, signPath, verifyPath } from './signed-path.js';

/** Signs and verifies the addresses of tracks with the key of this platform. */
@Injectable()
export class StreamKey {
  private readonly keys: Keyring;
  private readonly origin: string;

  constructor(@Inject(CONFIG) config: MediaConfig) {
    this.keys = keyring(config, 'signed-stream');
    this.origin = config.MEDIA_PUBLIC_URL ?? config.PUBLIC_URL;
  }

  path(subject: SignedSubject, expiresAt: Date): string {
    return signPath(this.keys[0], subject, expiresAt);
  }

  /** The path with the origin that clients reach media at, for clients. */
  url(subject: SignedSubject, expiresAt: Date): string {
    return this.origin + this.path(subject, expiresAt);
  }

  verify(path: string): SignedPath | undefined {
    return withAnyKey(this.keys, (key) => verifyPath(key, path));
  }
}
