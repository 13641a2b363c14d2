import { randomUUID } from 'node:crypto';

/**
 * Identifies this process among the replicas of all services: in leases, in heartbeats, and in messages that a replica
 * must not handle when it receives its own. It is new at every start, unlike the REPLICA name in logs, so a restarted
 * process is never taken for the one before it.
 */
export class ReplicaId {
  constructor(readonly value: string = randomUUID()) {}

  toString(): string {
    return this.value;
  }
}
