import { Inject, Injectable } from '@nestjs/common';
import { hash, verify, type Options } from '@node-rs/argon2';
import { CONFIG, ConcurrencyLimit, Metrics, networkOf, Sequences } from '@veza/platform';
import type { GatewayConfig } from '../../../config.js';

/** argon2id (the library's default kind), 19 MiB, two passes, one lane: OWASP's first choice. */
const COST: Options = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };
/** Compared with when there is no account, so that both cases take the same time. It is the hash of no password. */
const DECOY_HASH = '$argon2id$v=19$m=19456,t=2,p=1$YWFhYWFhYWFhYWFhYWFhYQ$MLn5vWZ0FmAv4s0L9p4CTEmLqkQ4uH0lLOLVyKlO7KE';

interface Guess {
  /** Account and network, by which guesses are counted. */
  subject: string;
  /** Address of the client. */
  address: string;
  before: () => Promise<void>;
  after: (right: boolean) => Promise<void>;
}

/**
 * Hashes and verifies off the event loop, PASSWORD_HASHES_AT_ONCE at a time. The networks of the clients take turns, and
 * one network leaves a core to the others: sign-ins from one, however many, do not delay those from another. A call that
 * has waited for PASSWORD_HASH_WAIT gets 503.
 */
@Injectable()
export class PasswordsService {
  private readonly limit: ConcurrencyLimit;
  private readonly guesses = new Sequences();
  private readonly observe: (seconds: number) => void;

  constructor(@Inject(CONFIG) config: GatewayConfig, metrics: Metrics) {
    const concurrency = config.PASSWORD_HASHES_AT_ONCE;
    const perGroup = Math.max(1, concurrency - 1);
    this.limit = new ConcurrencyLimit({ concurrency, perGroup, maxWaitMs: config.PASSWORD_HASH_WAIT });
    const duration = metrics.histogram(
      'veza_password_hash_duration_seconds',
      'Hashing or verifying one password, without the wait',
    );
    this.observe = (seconds) => duration.observe(seconds);
  }

  /** `address` is that of the client. */
  hash(password: string, address: string): Promise<string> {
    return this.limit.run(() => this.timed(hash(password, COST)), networkOf(address));
  }

  /**
   * Whether the password is the one of `expected`; without an account it takes as long and is wrong. Guesses of one
   * subject run one after the other, `before` and `after` included, so that parallel guesses are counted in order.
   */
  verify(password: string, expected: string | undefined, { subject, address, before, after }: Guess): Promise<boolean> {
    const check = async () => {
      await before();
      const right = (await this.timed(verify(expected || DECOY_HASH, password))) && Boolean(expected);
      await after(right);
      return right;
    };
    return this.limit.run(() => this.guesses.run(subject, check), networkOf(address));
  }

  private async timed<T>(work: Promise<T>): Promise<T> {
    const startedAt = performance.now();
    const result = await work;
    this.observe((performance.now() - startedAt) / 1000);
    return result;
  }
}
