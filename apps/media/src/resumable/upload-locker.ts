import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { AppLogger, Every } from '@veza/platform';
import type { Lock, Locker } from '@tus/server';
import { LEASE_SECONDS, UploadLocksRepository } from './upload-locks.repository.js';

const LOOK_MS = 250;
const RENEW_MS = (LEASE_SECONDS * 1_000) / 3;
const RETRY_MS = 100;
/** Longer than the lease: the lock of a killed replica is free before. */
const PATIENCE_MS = 2 * LEASE_SECONDS * 1_000;

/**
 * One request at a time writes to an upload, over all replicas. The lock is a lease in Postgres, renewed while its request
 * runs: it ends by itself with a killed replica. A request that waits for it makes the present one end, because a client
 * that resumes has given up its earlier request, whose connection may still look open.
 */
@Injectable()
export class UploadLocker implements Locker {
  /** By token: what ends the request that has the lock. */
  private readonly held = new Map<string, () => void>();
  private renewedAt = performance.now();

  constructor(
    private readonly locks: UploadLocksRepository,
    private readonly logger: AppLogger,
  ) {}

  newLock(uploadId: string): Lock {
    const token = randomUUID();
    return {
      lock: (signal, cancel) => this.take(uploadId, token, signal, () => void cancel()),
      unlock: async () => {
        this.held.delete(token);
        // A lock that cannot be released ends with its lease.
        await this.locks
          .release(uploadId, token)
          .catch((cause: unknown) => this.logger.warn('An upload stays locked', { cause }));
      },
    };
  }

  /** Runs the work with the lock of the upload. */
  async run<Result>(uploadId: string, work: () => Promise<Result>): Promise<Result> {
    const lock = this.newLock(uploadId);
    await lock.lock(new AbortController().signal, () => undefined);
    try {
      return await work();
    } finally {
      await lock.unlock();
    }
  }

  private async take(uploadId: string, token: string, signal: AbortSignal, cancel: () => void): Promise<void> {
    const until = performance.now() + PATIENCE_MS;
    while (!(await this.locks.take(uploadId, token))) {
      if (signal.aborted || performance.now() > until) {
        const message = 'Another request still writes to this upload; try again';
        throw new DeclaredError('UNAVAILABLE', { message, retryAfter: 1 });
      }
      await pause(RETRY_MS);
    }
    this.held.set(token, cancel);
  }

  @Every(LOOK_MS, 'upload locks')
  async look(): Promise<void> {
    const tokens = [...this.held.keys()];
    if (tokens.length === 0) return;
    const ending = new Set(await this.locks.wanted(tokens));
    if (performance.now() - this.renewedAt >= RENEW_MS) {
      this.renewedAt = performance.now();
      const kept = new Set(await this.locks.renew(tokens));
      for (const token of tokens) if (!kept.has(token)) ending.add(token);
    }
    for (const token of ending) this.held.get(token)?.();
  }
}
