import { randomUUID } from 'node:crypto';
import { setInterval } from 'node:timers';
import { HEARTBEAT, ENQUEUE, serviceKeys } from '@veza/transport';
import { Redis } from 'ioredis';
import { product, type FindProduct, type Headers } from '../product.js';
import type { Side } from './side.js';

const { queue, live, bound, cancelled } = serviceKeys('bare');

interface BareRequest {
  i: number;
  r: string;
  h: Headers;
  d: FindProduct;
}

/** The same list and scripts without the transport around them: the cost of Redis alone. */
export const bareWire: Side = {
  title: 'the bare wire, no Nest, 2 replicas',
  replicas: 2,
  async serve({ redisUrl }) {
    const [taker, commands] = [new Redis(redisUrl), new Redis(redisUrl, { enableAutoPipelining: true })];
    const beat = (): Promise<unknown> => HEARTBEAT.run(commands, [live, bound, cancelled], [`${process.pid}`, 1_300, 1_000, 1]);
    await beat();
    setInterval(() => void beat(), 400);
    void take(taker, commands);
  },
  async connect({ redisUrl }) {
    const [sender, inbox] = [new Redis(redisUrl, { enableAutoPipelining: true }), new Redis(redisUrl)];
    const channel = `r:${randomUUID()}`;
    const waiting = new Map<number, (value: unknown) => void>();
    let sent = 0;
    inbox.on('message', (_channel, message) => {
      const [id, value] = JSON.parse(message) as [number, unknown];
      waiting.get(id)?.(value);
      waiting.delete(id);
    });
    await inbox.subscribe(channel);
    return (input, headers) => {
      const id = ++sent;
      const body: BareRequest = { i: id, r: channel, h: headers, d: input };
      return new Promise((resolve, reject) => {
        waiting.set(id, resolve);
        ENQUEUE.run(sender, [cancelled], [queue, live, bound, JSON.stringify(body)]).catch(reject);
      });
    };
  },
};

async function take(taker: Redis, commands: Redis): Promise<never> {
  for (;;) {
    const taken = await taker.blmpop(1, 1, queue, 'LEFT', 'COUNT', 8);
    for (const stamped of taken?.[1] ?? []) {
      const { i, r, d } = JSON.parse(stamped.slice(stamped.indexOf(' ') + 1)) as BareRequest;
      void commands.publish(r, JSON.stringify([i, product(d)]));
    }
  }
}
