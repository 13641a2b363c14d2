import { VezaError } from '@veza/sdk';
import { type Chat, ChatError } from '@veza/sdk/chat';
import type { TabRecordsPlan } from '../offline/tab-records.js';

// Wall clock: the age of a file of an earlier start.

/** A file or a voice message that its room does not have yet. */
export interface UnsentFile {
  readonly key: string;
  readonly room: string;
  readonly file: File;
  /** A recorded voice message. */
  readonly isVoice: boolean;
  readonly state: 'waiting' | 'sending' | 'failed';
  readonly error?: unknown;
}

/** What the server gave for the upload, and when: under it the file becomes one message. */
interface Permit {
  readonly value: string;
  readonly at: number;
}

/** Of one account: another one on this machine does not see it. */
interface KeptFile extends Pick<UnsentFile, 'key' | 'room' | 'file' | 'isVoice'> {
  readonly version: 1;
  readonly userId: string;
  readonly at: number;
  readonly permit?: Permit | undefined;
}

export interface UnsentFilesPlan extends Pick<TabRecordsPlan, 'kept' | 'whenFree'> {
  readonly chat: Pick<Chat, 'upload' | 'uploadVoice' | 'on' | 'status'>;
  userId(): string | undefined;
}

/** docs/protocol, Files: 25 MiB. */
export const LARGEST = 25 * 1024 * 1024;
export class TooLarge extends Error {}
/** The reply to an upload was lost, and its permit has ended: a repetition could be a second message. */
export class Uncertain extends Error {}

const PREFIX = 'unsent-file:';
/** What one browser keeps at most; more files wait in memory. */
const MOST_KEPT = 20;
const MOST_BYTES = 100 * 1024 * 1024;
const LIFE_MS = 7 * 86_400_000;
/** The server takes a permit for ten minutes. */
const PERMIT_MS = 9 * 60_000;
const REST_MS = { first: 2_000, longest: 30_000 };
/** Refusals of the server that pass, of one file; a line that is away is none. */
const MOST_FAILURES = 5;
const PASSING: ReadonlySet<string> = new Set(['INTERNAL', 'UNAVAILABLE', 'OVERLOADED', 'DEADLINE', 'RATE_LIMITED']);
const NO_LINE: ReadonlySet<string> = new Set(['TIMED_OUT', 'ENDED', 'CONNECTION_FAILED', 'REQUEST_TIMEOUT', 'UPLOAD_INCOMPLETE']);

/**
 * The files on their way to rooms, one after the other. They outlast a lost line and their page: what is not sent is kept in
 * this browser until the session ends. The lock of a file is held while it is sent, so of two tabs one sends it.
 */
export class UnsentFiles {
  private files: readonly UnsentFile[] = [];
  /** What the store has of them. */
  private readonly records = new Map<string, KeptFile>();
  /** Their sizes, and of those that are being written. */
  private readonly sizes = new Map<string, number>();
  private readonly permits = new Map<string, Permit>();
  private readonly failures = new Map<string, { tries: number; refusals: number }>();
  private readonly resting = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly listeners = new Set<() => void>();
  private isBusy = false;
  private hasEnded = true;

  constructor(private readonly plan: UnsentFilesPlan) {}

  readonly all = (): readonly UnsentFile[] => this.files;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** From now until the returned function is called. */
  begin(): () => void {
    this.hasEnded = false;
    const stop = this.plan.chat.on('status', ({ status }) => status === 'online' && this.wake());
    void this.restore().then(() => this.flush());
    return () => {
      this.hasEnded = true;
      stop();
      for (const timer of this.resting.values()) clearTimeout(timer);
      this.resting.clear();
    };
  }

  add(room: string, files: Iterable<File>, isVoice: boolean): void {
    for (const file of files) {
      const isTooLarge = file.size > LARGEST;
      const entry = { key: crypto.randomUUID(), room, file, isVoice, state: isTooLarge ? 'failed' : 'waiting' } as const;
      this.change([...this.files, isTooLarge ? { ...entry, error: new TooLarge() } : entry]);
      if (!isTooLarge) void this.keep(entry);
    }
    this.flush();
  }

  retry(key: string): void {
    const file = this.files.find((each) => each.key === key);
    if (!file) return;
    this.failures.delete(key);
    this.set(key, { state: 'waiting', error: undefined });
    if (!this.records.has(key)) void this.keep(file);
    this.flush();
  }

  discard(key: string): void {
    void this.drop(key);
  }

  /** The line is back. Tabs that were closed meanwhile have left theirs. */
  wake(): void {
    for (const timer of this.resting.values()) clearTimeout(timer);
    this.resting.clear();
    void this.restore().then(() => this.flush());
  }

  private flush(): void {
    if (this.isBusy || this.hasEnded || this.plan.chat.status !== 'online') return;
    const next = this.files.find(({ key, state }) => state === 'waiting' && !this.resting.has(key));
    if (!next) return;
    this.isBusy = true;
    this.set(next.key, { state: 'sending' });
    void this.plan
      .whenFree(PREFIX + next.key, () => this.deliver(next))
      .catch((error: unknown) => this.fail(next.key, error))
      .finally(() => {
        this.isBusy = false;
        this.flush();
      });
  }

  private async deliver({ key, room, file, isVoice }: UnsentFile): Promise<void> {
    const { chat, kept } = this.plan;
    if (this.records.has(key) && !(await kept.read(PREFIX + key))) return this.drop(key); // another tab has sent or discarded it
    const permit = this.permits.get(key);
    const hasExpired = permit !== undefined && isOld(permit);
    if (hasExpired && this.failures.has(key)) return this.set(key, { state: 'failed', error: new Uncertain() });
    try {
      const onPermit = (value: string) => this.keepPermit(key, { value, at: Date.now() });
      const options = { onPermit, ...(permit && !hasExpired && { permit: permit.value }) };
      await (isVoice ? chat.uploadVoice(room, file, options) : chat.upload(room, file, options));
      await this.drop(key);
    } catch (error) {
      // Under one permit other bytes are a conflict: a voice that was encoded again, after the first upload had arrived.
      if (permit && codeOf(error) === 'CONFLICT') await this.drop(key);
      else this.fail(key, error);
    }
  }

  private fail(key: string, error: unknown): void {
    const code = codeOf(error);
    const isAway = error instanceof TypeError || NO_LINE.has(code);
    const before = this.failures.get(key) ?? { tries: 0, refusals: 0 };
    const { tries, refusals } = { tries: before.tries + 1, refusals: before.refusals + (isAway ? 0 : 1) };
    this.failures.set(key, { tries, refusals });
    if (!isAway && (!PASSING.has(code) || refusals > MOST_FAILURES)) {
      void this.forget(key); // it would be refused after a reload too
      return this.set(key, { state: 'failed', error });
    }
    this.set(key, { state: 'waiting' });
    if (this.hasEnded) return;
    const rested = () => {
      this.resting.delete(key);
      this.flush();
    };
    this.resting.set(key, setTimeout(rested, Math.min(REST_MS.first * 2 ** (tries - 1), REST_MS.longest)));
  }

  private async restore(): Promise<void> {
    const { kept } = this.plan;
    const userId = this.plan.userId();
    const found: KeptFile[] = [];
    for (const name of await kept.names()) {
      const record = name.startsWith(PREFIX) ? await kept.read<KeptFile>(name) : undefined;
      if (record?.version !== 1 || record.userId !== userId || this.records.has(record.key)) continue;
      if (Date.now() - record.at > LIFE_MS) await kept.remove(name);
      else found.push(record);
    }
    if (this.hasEnded) return;
    for (const record of found.sort((one, other) => one.at - other.at)) {
      const { key, room, file, isVoice, permit } = record;
      if (this.records.has(key)) continue;
      this.records.set(key, record);
      this.sizes.set(key, file.size);
      if (permit) this.permits.set(key, permit);
      const entry = { key, room, file, isVoice } as const;
      const isUncertain = permit !== undefined && isOld(permit);
      const error = new Uncertain();
      this.change([...this.files, isUncertain ? { ...entry, state: 'failed', error } : { ...entry, state: 'waiting' }]);
    }
  }

  /** Where the browser forbids it, or has no room, the file waits in memory. */
  private async keep({ key, room, file, isVoice }: UnsentFile): Promise<void> {
    const userId = this.plan.userId();
    const bytes = [...this.sizes.values()].reduce((sum, size) => sum + size, file.size);
    if (userId === undefined || this.sizes.size >= MOST_KEPT || bytes > MOST_BYTES) return;
    this.sizes.set(key, file.size);
    const record: KeptFile = { version: 1, userId, key, room, file, isVoice, at: Date.now() };
    await this.plan.kept.write(PREFIX + key, record);
    const hasRecord = (await this.plan.kept.names()).includes(PREFIX + key);
    const isGone = this.hasEnded || !this.files.some((each) => each.key === key && each.state !== 'failed');
    if (isGone) return this.forget(key);
    if (!hasRecord) return;
    this.records.set(key, record);
    const permit = this.permits.get(key); // it came meanwhile
    if (permit) await this.keepPermit(key, permit);
  }

  private async keepPermit(key: string, permit: Permit): Promise<void> {
    this.permits.set(key, permit);
    const record = this.records.get(key);
    if (!record || this.hasEnded || this.plan.userId() !== record.userId) return;
    this.records.set(key, { ...record, permit });
    await this.plan.kept.write(PREFIX + key, { ...record, permit });
  }

  private async drop(key: string): Promise<void> {
    this.failures.delete(key);
    this.permits.delete(key);
    this.change(this.files.filter((each) => each.key !== key));
    await this.forget(key);
  }

  private async forget(key: string): Promise<void> {
    this.records.delete(key);
    this.sizes.delete(key);
    await this.plan.kept.remove(PREFIX + key);
  }

  private set(key: string, fields: Partial<UnsentFile>): void {
    this.change(this.files.map((each) => (each.key === key ? { ...each, ...fields } : each)));
  }

  private change(files: readonly UnsentFile[]): void {
    this.files = files;
    for (const listener of this.listeners) listener();
  }
}

const isOld = ({ at }: Permit): boolean => Date.now() - at > PERMIT_MS;

const codeOf = (error: unknown): string => (error instanceof VezaError || error instanceof ChatError ? error.code : '');
