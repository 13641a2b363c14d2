import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/** The server refused the login; the message is its reason. */
export class Refusal extends Error {}

/** @typedef {{ user: string, database: string, password: string | undefined }} Account */

/**
 * Logs in at a Postgres (https://www.postgresql.org/docs/current/protocol-flow.html) and returns its version; undefined if it
 * wants a way of authentication that is not known here. Throws Refusal, or the error of the socket.
 *
 * @param {import('node:net').Socket} socket @param {Account} account @returns {Promise<string | undefined>}
 */
export async function logIn(socket, account) {
  const start = `user\0${account.user}\0database\0${account.database}\0client_encoding\0UTF8\0\0`;
  socket.write(framed('', Buffer.concat([int32(196_608), Buffer.from(start)])));
  const scram = new Scram(account.password ?? '');
  for await (const { type, body } of messagesOf(socket)) {
    if (type === 'E') throw new Refusal(/\0M([^\0]*)/.exec(`\0${body.toString('utf8')}`)?.[1] ?? 'refused');
    if (type === 'S' && body.toString('utf8').startsWith('server_version\0')) return body.toString('utf8').split('\0')[1];
    if (type !== 'R') continue;
    const reply = replyTo(body.readInt32BE(0), body.subarray(4), account, scram);
    if (reply === undefined) return undefined;
    if (reply.length > 0) socket.write(framed('p', reply));
  }
  throw new Refusal('it is not a Postgres');
}

/** @param {number} kind @param {Buffer} body @param {Account} account @param {Scram} scram @returns {Buffer | undefined} empty: nothing to send */
function replyTo(kind, body, { user, password }, scram) {
  if (kind === 0 || kind === 12) return Buffer.alloc(0); // accepted
  if (password === undefined) return undefined; // pg may find one in ~/.pgpass
  if (kind === 3) return Buffer.from(`${password}\0`);
  if (kind === 5) return Buffer.from(`md5${md5(Buffer.concat([Buffer.from(md5(Buffer.from(password + user))), body]))}\0`);
  if (kind === 10 && body.toString().split('\0').includes('SCRAM-SHA-256')) return scram.first();
  if (kind === 11) return scram.final(body.toString());
  return undefined;
}

/** The client's part of SCRAM-SHA-256 (RFC 5802, RFC 7677). */
class Scram {
  #start = `n=*,r=${randomBytes(18).toString('base64')}`;

  /** @param {string} password */
  constructor(password) {
    this.password = password.normalize('NFKC');
  }

  first() {
    const text = Buffer.from(`n,,${this.#start}`);
    return Buffer.concat([Buffer.from('SCRAM-SHA-256\0'), int32(text.length), text]);
  }

  /** @param {string} challenge */
  final(challenge) {
    const parts = Object.fromEntries(challenge.split(',').map((part) => [part[0], part.slice(2)]));
    const salted = pbkdf2Sync(this.password, Buffer.from(parts.s ?? '', 'base64'), Number(parts.i), 32, 'sha256');
    const key = hmac(salted, 'Client Key');
    const end = `c=biws,r=${parts.r}`;
    const signature = hmac(createHash('sha256').update(key).digest(), `${this.#start},${challenge},${end}`);
    return Buffer.from(`${end},p=${Buffer.from(key.map((byte, i) => byte ^ (signature[i] ?? 0))).toString('base64')}`);
  }
}

/** @param {import('node:net').Socket} socket @returns {AsyncGenerator<{ type: string, body: Buffer }>} */
async function* messagesOf(socket) {
  let rest = Buffer.alloc(0);
  for await (const chunk of socket) {
    rest = Buffer.concat([rest, chunk]);
    for (let end = endOf(rest); end > 0 && end <= rest.length; end = endOf(rest)) {
      yield { type: rest.toString('latin1', 0, 1), body: rest.subarray(5, end) };
      rest = rest.subarray(end);
    }
    if (endOf(rest) > 100_000) return; // another protocol
  }
}

/** @param {Buffer} bytes @returns {number} 0 while the header is incomplete */
const endOf = (bytes) => (bytes.length < 5 ? 0 : 1 + bytes.readUInt32BE(1));

/** @param {string} type @param {Buffer} body */
const framed = (type, body) => Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);

/** @param {number} value */
function int32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

/** @param {Buffer} data */
const md5 = (data) => createHash('md5').update(data).digest('hex');
/** @param {Buffer} key @param {string} text */
const hmac = (key, text) => createHmac('sha256', key).update(text).digest();
