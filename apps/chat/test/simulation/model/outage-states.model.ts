import type { OutageStatesRepository } from '../../../src/tracking/outage-states.repository.js';
import type { LiveSocket } from '../../../src/tracking/stored-socket.js';
import type { ModelSession } from './postgres.js';

/** The states of live sockets that Redis could not take. A write completes even if its replica was killed. */
export class OutageStatesModel implements Pick<OutageStatesRepository, 'save' | 'find' | 'removeOf'> {
  constructor(private readonly session: ModelSession) {}

  save(connectionId: string, socket: LiveSocket): Promise<void> {
    return this.session.read(({ outageStates }) => {
      const known = outageStates.get(connectionId);
      if (!known || known.version < socket.version) outageStates.set(connectionId, socket);
    });
  }

  find(connectionId: string): Promise<LiveSocket | undefined> {
    return this.session.read(({ outageStates }) => outageStates.get(connectionId));
  }

  removeOf(replica: string): Promise<void> {
    return this.session.read(({ outageStates }) => {
      for (const [id, socket] of outageStates) if (socket.replica === replica) outageStates.delete(id);
    });
  }
}
