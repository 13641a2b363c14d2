import { Injectable } from '@nestjs/common';
import type { DeclaredError } from '@veza/contracts';
import { AppLogger } from '@veza/platform';
import type { Connection } from '../connections/connection.js';
import type { CommandName } from '../protocol/command.js';

const MINUTE_MS = 60_000;
/** A client chooses how often it is refused. The metrics count all. */
const MOST_A_MINUTE = 20;

interface Minute {
  /** An instant of `performance.now()`. */
  readonly began: number;
  lines: number;
}

/** A line for each refused command and token of a socket, with its code and without its values. */
@Injectable()
export class RefusalLog {
  private readonly minutes = new WeakMap<Connection, Minute>();

  constructor(private readonly logger: AppLogger) {}

  /** @param type undefined for a frame that is no command */
  command(connection: Connection, type: CommandName | undefined, { code }: DeclaredError): void {
    if (this.minuteOf(connection).lines++ >= MOST_A_MINUTE) return;
    const { identity, address: ip, dialect } = connection;
    this.logger.log('WS_REFUSED', { userId: identity?.userId, ip, type, code, dialect: dialect.name });
  }

  /** The caller bounds the attempts, or closes the connection. */
  credential(ip: string, { code }: DeclaredError): void {
    this.logger.log('WS_REFUSED', { ip, type: 'authenticate', code });
  }

  private minuteOf(connection: Connection): Minute {
    const known = this.minutes.get(connection);
    if (known && performance.now() - known.began < MINUTE_MS) return known;
    const minute = { began: performance.now(), lines: 0 };
    this.minutes.set(connection, minute);
    return minute;
  }
}
