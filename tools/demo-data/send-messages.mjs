import { WebSocket } from 'ws';

const LIMIT_MS = 15_000;

/**
 * Sends lines to rooms over the dialect `veza.v1`, each after the acknowledgement of the one before.
 *
 * @param {string} url of the socket @param {string} token
 * @param {{ room: string, lines: string[] }[]} messages
 */
export async function sendMessages(url, token, messages) {
  const socket = new WebSocket(`${url}?token=${encodeURIComponent(token)}`, 'veza.v1');
  try {
    await receives(socket, (frame) => frame.type === 'auth_success');
    for (const { room, lines } of messages) {
      await exchange(
        socket,
        { type: 'join_room', data: { room_id: room } },
        (frame) => frame.type === 'room_joined' && frame.data?.room_id === room,
      );
      for (const content of lines) {
        const id = `demo-${room}-${content.length}-${Date.now()}`;
        const sent = { type: 'message', id, data: { room_id: room, content, message_type: 'text' } };
        await exchange(socket, sent, (frame) => frame.type === 'message_ack' && frame.data?.id === id);
      }
    }
  } finally {
    socket.close();
  }
}

/** @param {WebSocket} socket @param {object} frame @param {(frame: any) => boolean} isReply */
async function exchange(socket, frame, isReply) {
  const reply = receives(socket, isReply);
  socket.send(JSON.stringify(frame));
  await reply;
}

/** @param {WebSocket} socket @param {(frame: any) => boolean} isReply @returns {Promise<void>} */
function receives(socket, isReply) {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => finish(new Error('the chat did not respond in time')), LIMIT_MS);
    const finish = (/** @type {Error | undefined} */ error) => {
      clearTimeout(limit);
      socket.off('message', read).off('error', finish).off('close', gone);
      if (error) reject(error);
      else resolve();
    };
    const gone = (/** @type {number} */ code) => finish(new Error(`the chat closed the connection (${code})`));
    const read = (/** @type {Buffer} */ data) => {
      const frame = JSON.parse(data.toString());
      if (isReply(frame)) finish(undefined);
      else if (/error/.test(frame.type)) finish(new Error(`the chat returned an error: ${data.toString().slice(0, 300)}`));
    };
    socket.on('message', read).on('error', finish).on('close', gone);
  });
}
