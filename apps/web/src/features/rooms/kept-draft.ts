import type { forgetEarlier } from '../../chat/kept-messages.js';
import type { Kept } from '../../offline/kept.js';

const PREFIX = 'draft:';
const MOST = 50;
const PAUSE_MS = 300;

interface DraftRecord {
  readonly userId: string;
  readonly seenAt: number;
  readonly text: string;
}

/** Handed over: an import from here would divide the chunks of the first view. */
export interface KeptDraftPlan {
  readonly kept: Kept<'read' | 'write' | 'remove' | 'names'>;
  /** Of the place, or of a thread in it. */
  readonly name: string;
  readonly userId: () => string | undefined;
  readonly forgetEarlier: typeof forgetEarlier;
}

/** The unsent text of one place in this browser, of one user. It ends with the session, as everything that is kept. */
export class KeptDraft {
  private saved: string | undefined;
  private unsaved: string | undefined;
  /** Written before the reading ended. */
  private early = '';
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly plan: KeptDraftPlan) {}

  /** What was left; empty if nothing was, or by another user. What is written before is kept after it. */
  async read(): Promise<string> {
    const record = await this.plan.kept.read<DraftRecord>(this.record);
    const isOwn = record !== undefined && record.userId === this.plan.userId();
    const left = isOwn ? record.text : '';
    this.saved = left;
    if (this.early !== '') this.write(below(left, this.early));
    return left;
  }

  /** `undefined`: the field has something else now. */
  write(text: string | undefined): void {
    if (this.saved === undefined) this.early = text ?? '';
    if (this.saved === undefined || text === undefined || text === (this.unsaved ?? this.saved)) return;
    this.unsaved = text;
    this.timer ??= setTimeout(() => void this.save(), PAUSE_MS);
  }

  async save(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const [text, userId] = [this.unsaved, this.plan.userId()];
    if (text === undefined || userId === undefined) return;
    this.saved = text;
    this.unsaved = undefined;
    const { kept, forgetEarlier } = this.plan;
    if (text === '') return kept.remove(this.record);
    await kept.write(this.record, { userId, seenAt: Date.now(), text } satisfies DraftRecord);
    await forgetEarlier(kept, PREFIX, MOST);
  }

  private get record(): string {
    return PREFIX + this.plan.name;
  }
}

export type ChangeDraft = (change: <Draft extends { readonly text: string }>(before: Draft) => Draft) => void;

/** What was left, with what was written since in lines of its own. */
const below = (left: string, since: string) => [left, since].filter((text) => text !== '').join('\n');

/** Shows what was left of a place above what is in the field by now, and keeps what is written from then on. */
export function openDraft(plan: KeptDraftPlan, change: ChangeDraft) {
  const draft = new KeptDraft(plan);
  const save = () => void draft.save();
  addEventListener('pagehide', save);
  void draft.read().then((left) => {
    if (left !== '') change((before) => ({ ...before, text: below(left, before.text) }));
  });
  return {
    write: (text: string | undefined) => draft.write(text),
    end: () => {
      removeEventListener('pagehide', save);
      save();
    },
  };
}
