import { ChatSocket } from './chat-socket.mjs';

/**
 * Sends lines of one person to rooms, each after the acknowledgement of the one before.
 *
 * @param {string} url of the socket @param {string} token
 * @param {{ room: string, lines: string[] }[]} messages
 */
export async function sendMessages(url, token, messages) {
  const socket = await ChatSocket.open(url, token);
  try {
    for (const { room, lines } of messages) {
      await socket.join(room);
      for (const content of lines) await socket.say(room, content);
    }
  } finally {
    socket.close();
  }
}
