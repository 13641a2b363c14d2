import { connect } from 'node:net';

const REPLY_MS = 5_000;

/**
 * The reply of a Redis on loopback to one command, as text. Rejects with the error that it replies, or that of the socket.
 *
 * @param {{ port: number, password: string }} server @param {...(string | number)} command
 * @returns {Promise<string>}
 */
export function redisReply({ port, password }, ...command) {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port });
    /** @param {Error | string} outcome */
    const finish = (outcome) => {
      socket.destroy();
      if (outcome instanceof Error) reject(outcome);
      else resolve(outcome);
    };
    let text = '';
    socket.setTimeout(REPLY_MS, () => finish(new Error('no reply')));
    socket.once('error', finish);
    socket.once('close', () => finish(new Error('the connection was closed')));
    socket.once('connect', () => socket.write(encoded(['AUTH', password]) + encoded(command)));
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const login = readReply(text, 0);
      if (login instanceof Error) return finish(login);
      const reply = login && readReply(text, login.end);
      if (reply) finish(reply instanceof Error ? reply : reply.value);
    });
  });
}

/** @param {(string | number)[]} words */
const encoded = (words) =>
  `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(String(word))}\r\n${word}\r\n`).join('')}`;

/**
 * The reply that begins here: a line, or a text with its length before it. Undefined while it is incomplete.
 *
 * @param {string} text @param {number} start @returns {{ value: string, end: number } | Error | undefined}
 */
function readReply(text, start) {
  const lineEnd = text.indexOf('\r\n', start);
  if (lineEnd < 0) return undefined;
  const line = text.slice(start + 1, lineEnd);
  if (text[start] === '-') return new Error(line);
  if (text[start] !== '$') return { value: line, end: lineEnd + 2 };
  const end = lineEnd + 2 + Number(line);
  return text.length < end + 2 ? undefined : { value: text.slice(lineEnd + 2, end), end: end + 2 };
}
