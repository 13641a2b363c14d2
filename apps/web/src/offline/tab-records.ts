import type { ChatState, ChatStore } from '@veza/sdk/chat';
import type { Kept } from './kept.js';

export interface TabRecordsPlan {
  kept: Kept<'read' | 'write' | 'remove' | 'names'>;
  /** Of this tab. */
  id: string;
  channel: Pick<BroadcastChannel, 'postMessage' | 'onmessage'>;
  /** Does the work with the lock of this name, as soon as no other tab has it. The browser frees the locks of a closed tab. */
  whenFree(name: string, work: () => Promise<void>): Promise<void>;
}

/**
 * One record for each tab, so that no tab writes over the messages of another one. A tab has a lock of the name of its record
 * for as long as it lives. The other tabs wait for it: the first to get it takes over the messages of a tab that has ended.
 */
export class TabRecords implements ChatStore {
  private readonly own: string;
  private readonly awaited = new Set<string>();
  private readonly takeovers: Promise<void>[] = [];
  private beginning: Promise<void> | undefined;
  private release = (): void => undefined;
  private listener: ((state: ChatState) => Promise<void>) | undefined;

  constructor(
    private readonly prefix: string,
    private readonly plan: TabRecordsPlan,
  ) {
    this.own = `${prefix}:${plan.id}`;
  }

  /** Of this tab, as an earlier chat of its page left it. The messages of other tabs come by `onLeft`. */
  read(): Promise<ChatState | undefined> {
    return this.plan.kept.read(this.own);
  }

  write(state: ChatState): Promise<void> {
    return state.outgoing.length > 0 ? this.plan.kept.write(this.own, state) : this.plan.kept.remove(this.own);
  }

  onLeft(listener: (state: ChatState) => Promise<void>): void {
    const isFirst = this.listener === undefined;
    this.listener = listener;
    if (isFirst) this.beginning = this.begin();
  }

  /** Once the messages of all tabs that had ended before this one began are those of this one. */
  async takenOver(): Promise<void> {
    await this.beginning;
    await Promise.all(this.takeovers);
  }

  /** Leaves its messages to another tab, as the end of its page does. */
  end(): void {
    this.release();
    this.plan.channel.onmessage = null;
  }

  private async begin(): Promise<void> {
    const { kept, channel, whenFree } = this.plan;
    await new Promise<void>((granted) => {
      const untilTheEnd = () =>
        new Promise<void>((resolve) => {
          this.release = resolve;
          granted();
        });
      void whenFree(this.own, untilTheEnd);
    });
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string' && this.await(data)) channel.postMessage(this.own); // the newcomer waits for this tab, too
    };
    channel.postMessage(this.own);
    for (const name of await kept.names()) this.await(name);
  }

  /** Whether this name is a new one of another tab. */
  private await(name: string): boolean {
    const isRecord = name === this.prefix || name.startsWith(`${this.prefix}:`);
    if (!isRecord || name === this.own || this.awaited.has(name)) return false;
    this.awaited.add(name);
    this.takeovers.push(this.plan.whenFree(name, () => this.takeOver(name)).catch(() => undefined));
    return true;
  }

  /** The record goes when its messages are written to that of this tab: a tab that ends in between leaves both. */
  private async takeOver(name: string): Promise<void> {
    const state = await this.plan.kept.read<ChatState>(name);
    if (!state) return;
    await this.listener?.(state);
    await this.plan.kept.remove(name);
  }
}
