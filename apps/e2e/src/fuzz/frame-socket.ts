import { once } from 'node:events';
import { parseJson } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { word } from '../test-users.js';
import type { FrameDraft } from './frame-drafts.js';

const Frame = z.looseObject({ type: z.string(), data: z.unknown().optional() });
export type ReceivedFrame = z.output<typeof Frame>;

/** What a connection received for one frame, or how it was closed. */
export interface Exchange {
  readonly received: readonly ReceivedFrame[];
  readonly closed?: number;
}

/** A command whose reply names it, for each dialect that has one: it ends an exchange. */
const MARKERS: Readonly<Record<string, (ref: string) => object>> = {
  'veza.v1': (id) => ({ type: 'ping', id }),
  'veza.chat': (client_id) => ({ type: 'room_history', data: { room: 'no such room', client_id } }),
  'veza.flat': (client_id) => ({ type: 'room_history', room: 'no such room', client_id }),
};
const NAMED = z.union([z.object({ id: z.string() }), z.object({ client_id: z.string() })]);
const REPLY_MS = 20_000;
const OPEN_MS = 60_000;

/** A connection of one dialect that sends one frame at a time. */
export class FrameSocket {
  private received: ReceivedFrame[] = [];
  private onFrame: (frame: ReceivedFrame) => void = () => undefined;
  private readonly over: Promise<number>;

  private constructor(
    private readonly socket: WebSocket,
    private readonly dialect: string,
  ) {
    socket.on('message', (bytes) => {
      const frame = Frame.parse(parseJson(String(bytes)));
      this.received.push(frame);
      this.onFrame(frame);
    });
    this.over = new Promise((resolve) => socket.on('close', resolve));
  }

  /** Opens a connection. A replica that is overloaded refuses the upgrade, and is tried again. */
  static open(origin: string, dialect: string, token: string): Promise<FrameSocket> {
    return eventually(`a connection of ${dialect}`, () => FrameSocket.connect(origin, dialect, token).catch(unlessOverloaded), {
      ms: OPEN_MS,
    });
  }

  private static async connect(origin: string, dialect: string, token: string): Promise<FrameSocket> {
    const socket = new WebSocket(`${origin}/ws?token=${token}`, [dialect]);
    const opened = new FrameSocket(socket, dialect);
    await once(socket, 'open'); // rejects with the error of a refused upgrade
    socket.on('error', () => undefined);
    return opened;
  }

  /**
   * Sends a frame and then a marker. Commands run in order, so everything before the reply to the marker belongs to the
   * frame or to another connection. In `nova.v1` every frame has one reply, which is waited for.
   */
  async exchange({ text, binary }: FrameDraft): Promise<Exchange> {
    this.received = [];
    const ref = word();
    const marker = MARKERS[this.dialect]?.(ref);
    const isLast = (frame: ReceivedFrame) => !marker || refOf(frame) === ref || refOf(frame.data) === ref;
    const last = new Promise<undefined>((resolve) => (this.onFrame = (frame) => isLast(frame) && resolve(undefined)));
    this.socket.send(binary ? Buffer.from(text, 'latin1') : text);
    if (marker) this.socket.send(JSON.stringify(marker));
    const closed = await within(REPLY_MS, Promise.race([this.over, last]));
    return { received: this.received.filter((frame) => !marker || !isLast(frame)), ...(closed !== undefined && { closed }) };
  }

  close(): void {
    this.socket.terminate();
  }
}

function unlessOverloaded(error: unknown): undefined {
  if (!(error instanceof Error && error.message.endsWith(' 503'))) throw error;
}

/** Rejects when the frame is not replied to in time. */
async function within<Result>(ms: number, result: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no reply within ${ms} ms`)), ms);
  });
  return Promise.race([result, late]).finally(() => clearTimeout(timer));
}

function refOf(value: unknown): string | undefined {
  const { data } = NAMED.safeParse(value);
  return data && ('id' in data ? data.id : data.client_id);
}
