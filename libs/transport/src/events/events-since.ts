import { Controller, type Type } from '@nestjs/common';
import { rpc, type RpcInput, type RpcReply } from '@veza/contracts';
import { z } from 'zod';
import { Input, Rpc } from '../rpc/rpc.decorators.js';
import { EventLog } from './event-log.js';

const Since = z.strictObject({ after: z.int().nonnegative(), limit: z.int().min(1).max(200).default(200) });
const Events = z.object({
  /** Id of the log; null before the first publication. */
  log: z.string().nullable(),
  events: z.array(z.object({ position: z.int(), name: z.string(), payload: z.unknown(), createdAt: z.iso.datetime() })).max(200),
});

/** The RPC by which consumers read the events that they missed from the log of a publishing service. */
export function eventsSince(source: string) {
  return rpc(`${source}.events.since`, {
    permission: 'internal',
    summary: `The events of ${source} after a position, oldest first.`,
    request: Since,
    reply: Events,
    idempotent: true,
  });
}

type Contract = ReturnType<typeof eventsSince>;

/** The handler of `<service>.events.since`. */
export function eventsSinceController(service: string): Type {
  @Controller()
  class EventsSinceController {
    constructor(private readonly log: EventLog) {}

    @Rpc(eventsSince(service))
    since(@Input() { after, limit }: RpcInput<Contract>): Promise<RpcReply<Contract>> {
      return this.log.since(after, limit);
    }
  }
  return EventsSinceController;
}
