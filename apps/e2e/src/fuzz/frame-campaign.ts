import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { z } from 'zod';
import { parseJson } from '@veza/contracts';
import type { AsyncApi } from '../clients/asyncapi.js';
import { type FrameDraft, frameDrafts, type FrameObjects } from './frame-drafts.js';
import { type Exchange, FrameSocket, type ReceivedFrame } from './frame-socket.js';

export interface FramePlan {
  readonly seed: number;
  readonly framesPerCommand: number;
}

/** The codes of a failure of the server, in `veza.v1` and in the other dialects. */
const SERVER_ERRORS: readonly unknown[] = [1010, 'SERVER_ERROR'];
const INTERNAL_ERROR = 1011;
const ErrorFrame = z.object({ code: z.unknown() });

/** Sends generated frames over the connections of one user, and records each kind of fault once. */
export class FrameCampaign {
  readonly faults = new Map<string, string>();
  /** Frames without an error reply, by command. */
  readonly accepted = new Map<string, number>();
  readonly closes = new Map<number, number>();
  sent = 0;

  constructor(
    private readonly api: AsyncApi,
    private readonly origin: string,
    private readonly objects: FrameObjects,
  ) {}

  /** Generates first and sends then: generating blocks this process, which would let the connections wait. */
  async run(plan: FramePlan): Promise<void> {
    const drafts = this.api.dialects.map((dialect) => [dialect, this.draftsOf(dialect, plan)] as const);
    await Promise.all(drafts.map(([dialect, each]) => this.send(dialect, each)));
  }

  private draftsOf(dialect: string, { seed, framesPerCommand }: FramePlan): FrameDraft[] {
    const drafts = this.api.commands(dialect).flatMap((command) => {
      const own = seed ^ createHash('sha1').update(`${dialect} ${command.type}`).digest().readInt32BE(0);
      return fc.sample(frameDrafts(this.api, command, this.objects), { seed: own, numRuns: framesPerCommand });
    });
    return shuffled(drafts, seed);
  }

  private async send(dialect: string, drafts: readonly FrameDraft[]): Promise<void> {
    let socket: FrameSocket | undefined;
    for (const draft of drafts) {
      const open = (socket ??= await FrameSocket.open(this.origin, dialect, this.objects.token));
      try {
        const exchange = await open.exchange(draft);
        this.judge(dialect, draft, exchange);
        if (exchange.closed !== undefined) socket = undefined;
      } catch (error) {
        this.note(dialect, draft, String(error));
        open.close();
        socket = undefined;
      }
    }
    socket?.close();
  }

  /** Commands of which no frame was carried out: these are hardly tested. */
  neverAccepted(): string[] {
    const all = this.api.dialects.flatMap((dialect) => this.api.commands(dialect).map(({ type }) => `${dialect} ${type}`));
    return all.filter((command) => !this.accepted.has(command));
  }

  private judge(dialect: string, draft: FrameDraft, { received, closed }: Exchange): void {
    this.sent += 1;
    for (const frame of received) {
      const mismatch = this.api.mismatchOf(dialect, 'out', frame.type, frame);
      if (mismatch) this.note(dialect, draft, `undeclared: ${mismatch}`);
      if (SERVER_ERRORS.includes(codeOf(frame))) this.note(dialect, draft, `failed: ${JSON.stringify(frame)}`);
    }
    if (closed !== undefined) {
      this.closes.set(closed, (this.closes.get(closed) ?? 0) + 1);
      if (closed === INTERNAL_ERROR || !this.api.declaresClose(dialect, closed))
        this.note(dialect, draft, `closed with ${closed}`);
      return;
    }
    const refused = received.some((frame) => codeOf(frame) !== undefined);
    if (!refused && draft.flaw === undefined) this.accept(`${dialect} ${draft.type}`);
    if (!refused && this.isInvalid(dialect, draft)) this.note(dialect, draft, 'an invalid frame was not refused');
  }

  /**
   * Whether the document forbids the frame. An `id` of another type than text is ignored, as if there was none, and so is a
   * property `__proto__`, which zod drops everywhere.
   */
  private isInvalid(dialect: string, { text, binary, type }: FrameDraft): boolean {
    const frame = binary ? undefined : withoutIgnored(parseJson(text));
    const declared = z.object({ type: z.literal(type) }).safeParse(frame).success;
    return !declared || this.api.mismatchOf(dialect, 'in', type, frame) !== undefined;
  }

  private accept(command: string): void {
    this.accepted.set(command, (this.accepted.get(command) ?? 0) + 1);
  }

  private note(dialect: string, { type, text, flaw }: FrameDraft, fault: string): void {
    const key = `${dialect} ${type}: ${fault.slice(0, 90)}`;
    if (!this.faults.has(key))
      this.faults.set(key, `${dialect} ${type}: ${fault.slice(0, 500)}\n   ${flaw ?? 'valid'}: ${text.slice(0, 500)}`);
  }
}

/** The code of an error frame, wherever its dialect has it; undefined for other frames. */
function codeOf(frame: ReceivedFrame): unknown {
  if (frame.type !== 'error' && frame.type !== 'auth_error') return undefined;
  return ErrorFrame.safeParse(frame.data).data?.code ?? ErrorFrame.safeParse(frame).data?.code ?? 'none';
}

const withoutIgnored = (frame: unknown): unknown =>
  typeof frame === 'object' && frame !== null && !Array.isArray(frame)
    ? { ...Object(withoutProto(frame)), id: undefined }
    : frame;

const withoutProto = (value: unknown): unknown =>
  parseJson(JSON.stringify(value, (name, each: unknown) => (name === '__proto__' ? undefined : each)));

const shuffled = <Item>(items: readonly Item[], seed: number): Item[] =>
  fc.sample(fc.shuffledSubarray([...items], { minLength: items.length }), { seed, numRuns: 1 })[0] ?? [];
