import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';

const EVERY_MS = 250;
const AGAIN_AFTER_MS = 1_500;

/**
 * A client that sends numbered lines to a room, over veza.v1 through the gateway. It reconnects when its socket closes, and
 * sends unacknowledged lines again under the same id.
 */
export class Stream {
  /** @type {Map<string, { content: string, sentAt: number }>} */
  #open = new Map();
  /** @type {WebSocket | undefined} */
  #socket;
  #joined = false;
  #ending = false;
  sent = 0;

  /** @param {string} url @param {string} token @param {string} room */
  constructor(url, token, room) {
    Object.assign(this, { url, token, room });
    this.url = url;
    this.token = token;
    this.room = room;
    this.running = Promise.all([this.#stayConnected(), this.#talk()]);
  }

  /** Resolves when every sent line is acknowledged. */
  async stop() {
    this.#ending = true;
    const until = Date.now() + 30_000;
    while (this.#open.size > 0 && Date.now() < until) await sleep(100);
    this.#socket?.close();
    await this.running;
    return { sent: this.sent, unacknowledged: this.#open.size };
  }

  async #talk() {
    while (!this.#ending) {
      const id = `line-${this.sent}`;
      this.#open.set(id, { content: `line ${this.sent}`, sentAt: 0 });
      this.sent += 1;
      this.#sendDue();
      await sleep(EVERY_MS);
    }
    while (this.#open.size > 0 && this.#socket?.readyState !== WebSocket.CLOSED) {
      this.#sendDue();
      await sleep(EVERY_MS);
    }
  }

  #sendDue() {
    if (!this.#joined) return;
    for (const [id, line] of this.#open) {
      if (Date.now() - line.sentAt < AGAIN_AFTER_MS) continue;
      line.sentAt = Date.now();
      const data = { room_id: this.room, content: line.content, message_type: 'text' };
      this.#socket?.send(JSON.stringify({ type: 'message', id, data }));
    }
  }

  async #stayConnected() {
    while (!this.#ending || this.#open.size > 0) {
      const ended = await this.#connect();
      this.#joined = false;
      for (const line of this.#open.values()) line.sentAt = 0;
      if (ended === 'refused') await sleep(200);
    }
  }

  /** @returns {Promise<'closed' | 'refused'>} */
  #connect() {
    const socket = new WebSocket(`${this.url}/ws?token=${encodeURIComponent(this.token)}`, 'veza.v1', {
      handshakeTimeout: 5_000,
    });
    this.#socket = socket;
    socket.on('message', (data) => this.#receive(JSON.parse(data.toString())));
    return new Promise((resolve) => {
      let open = false;
      socket.once('open', () => {
        open = true;
        socket.send(JSON.stringify({ type: 'join_room', data: { room_id: this.room } }));
      });
      socket.on('error', () => undefined); // a 'close' follows
      socket.once('close', () => resolve(open ? 'closed' : 'refused'));
    });
  }

  /** @param {{ type: string, data?: { id?: string } }} frame */
  #receive({ type, data }) {
    if (type === 'room_joined') {
      this.#joined = true;
      this.#sendDue();
    }
    if (type === 'message_ack' && data?.id !== undefined) this.#open.delete(data.id);
  }
}

/** The content of a room, read over a new connection. @param {string} url @param {string} token @param {string} room @param {number} expected @returns {Promise<string[]>} */
export async function linesOfRoom(url, token, room, expected) {
  const socket = new WebSocket(`${url}/ws?token=${encodeURIComponent(token)}`, 'veza.v1');
  /** @type {string[]} */
  const lines = [];
  socket.on('message', (data) => {
    const frame = JSON.parse(data.toString());
    if (frame.type === 'message_received') lines.push(frame.data.content);
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  socket.send(JSON.stringify({ type: 'join_room', data: { room_id: room, since: 0 } }));
  const until = Date.now() + 10_000;
  while (lines.length < expected && Date.now() < until) await sleep(100);
  await sleep(500); // a duplicate would arrive now
  socket.close();
  return lines;
}
