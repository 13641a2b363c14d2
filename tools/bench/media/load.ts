import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { runOrders } from '../measure/orders.js';

export interface LoadOrder {
  url: string;
  /** Of the file, in bytes. */
  size: number;
  /** Of each range, in bytes. */
  range: number;
  connections: number;
  seconds: number;
}
export interface LoadReport {
  kind: 'load';
  megabytesPerSecond: number;
  requests: number;
  refused: number;
}

/** All connections read into one buffer: the bytes are counted only. */
const shared = Buffer.allocUnsafeSlow(1024 ** 2);
const HEAD_END = '\r\n\r\n';

/** One connection that requests one random range after the other. */
function client({ url, size, range }: LoadOrder, count: (bytes: number, status: string) => void): () => void {
  const { hostname, port, host, pathname } = new URL(url);
  let [left, head] = [0, ''];
  const ask = () => {
    const at = Math.floor(Math.random() * (size - range));
    socket.write(`GET ${pathname} HTTP/1.1\r\nhost: ${host}\r\nrange: bytes=${at}-${at + range - 1}\r\n\r\n`);
  };
  const take = (length: number): boolean => {
    let from = 0;
    if (left === 0) {
      const before = head.length;
      head += shared.toString('latin1', 0, Math.min(length, 4_096));
      const end = head.indexOf(HEAD_END);
      if (end < 0) return true;
      from = end + HEAD_END.length - before;
      left = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
      count(left, head.slice(9, 12));
      head = '';
    }
    left -= length - from;
    if (left <= 0) ask();
    return true;
  };
  const socket = connect({ host: hostname, port: Number(port), noDelay: true, onread: { buffer: shared, callback: take } });
  socket.on('connect', ask).on('error', () => count(0, 'error'));
  return () => socket.destroy();
}

runOrders(async (order: LoadOrder): Promise<LoadReport> => {
  let [bytes, requests, refused, isMeasured] = [0, 0, 0, false];
  const ends = Array.from({ length: order.connections }, () =>
    client(order, (length, status) => {
      if (!isMeasured) return;
      bytes += length;
      requests += 1;
      if (status !== '206') refused += 1;
    }),
  );
  await pause(700); // connections and code are warm
  isMeasured = true;
  const started = performance.now();
  await pause(order.seconds * 1_000);
  const seconds = (performance.now() - started) / 1_000;
  ends.forEach((end) => end());
  return { kind: 'load', megabytesPerSecond: bytes / 1e6 / seconds, requests, refused };
});
