import { WebSocket } from 'ws';

const LIMIT_MS = 15_000;

/** A connection of one person over the dialect `veza.v1`. Each call ends with the acknowledgement of what it sent. */
export class ChatSocket {
  /** @param {WebSocket} socket that is signed in */
  constructor(socket) {
    this.socket = socket;
  }

  /** @param {string} url of the socket @param {string} token */
  static async open(url, token) {
    const socket = new WebSocket(`${url}?token=${encodeURIComponent(token)}`, 'veza.v1');
    await receives(socket, (frame) => frame.type === 'auth_success');
    return new ChatSocket(socket);
  }

  /** @param {string} room its id @returns {Promise<void>} */
  async join(room) {
    const isJoined = (/** @type {any} */ frame) => frame.type === 'room_joined' && frame.data?.room_id === room;
    await this.#exchange({ type: 'join_room', data: { room_id: room } }, isJoined);
  }

  /**
   * Returns the id of the message.
   *
   * @param {string} room its id @param {string} content @param {string} [replyTo] id of a message of the room
   * @returns {Promise<string>}
   */
  say(room, content, replyTo) {
    return this.#send({ room_id: room, content, message_type: 'text', ...(replyTo && { reply_to: replyTo }) });
  }

  /** A reaction has no acknowledgement of its own: it comes back as the others get it. @param {string} room @param {string} messageId @param {string} emoji */
  async react(room, messageId, emoji) {
    const data = { room_id: room, content: emoji, message_type: 'reaction', reply_to: messageId };
    const isShown = (/** @type {any} */ frame) =>
      frame.type === 'message_received' && frame.data?.message_type === 'reaction' && frame.data.reply_to === messageId;
    await this.#exchange({ type: 'message', id: crypto.randomUUID(), data }, isShown);
  }

  close() {
    this.socket.close();
  }

  /** @param {object} data @returns {Promise<string>} id of the message */
  async #send(data) {
    const id = crypto.randomUUID();
    const isStored = (/** @type {any} */ frame) => frame.type === 'message_ack' && frame.data?.id === id;
    const { data: stored } = await this.#exchange({ type: 'message', id, data }, isStored);
    return stored.message_id;
  }

  /** @param {object} frame @param {(frame: any) => boolean} isReply */
  async #exchange(frame, isReply) {
    const reply = receives(this.socket, isReply);
    this.socket.send(JSON.stringify(frame));
    return reply;
  }
}

/** @param {WebSocket} socket @param {(frame: any) => boolean} isReply @returns {Promise<any>} the reply */
function receives(socket, isReply) {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => fail(new Error('the chat did not respond in time')), LIMIT_MS);
    const finish = () => {
      clearTimeout(limit);
      socket.off('message', read).off('error', fail).off('close', gone);
    };
    const fail = (/** @type {Error} */ error) => {
      finish();
      reject(error);
    };
    const gone = (/** @type {number} */ code) => fail(new Error(`the chat closed the connection (${code})`));
    const read = (/** @type {Buffer} */ data) => {
      const frame = JSON.parse(data.toString());
      if (isReply(frame)) {
        finish();
        resolve(frame);
      } else if (/error/.test(frame.type)) fail(new Error(`the chat returned an error: ${data.toString().slice(0, 300)}`));
    };
    socket.on('message', read).on('error', fail).on('close', gone);
  });
}
