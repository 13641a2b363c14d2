import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { AppLogger } from '@veza/platform';
import { LogRepository } from '../log/log.repository.js';
import { ChatMetrics } from '../metrics/chat-metrics.js';
import { JoiningService } from '../rooms/joining.service.js';
import { Admission, type Client } from '../socket/admission.js';
import type { Connection, Identity } from '../socket/connection.js';
import type { Position } from './positions.js';
import { ResumeMemory } from './resume-memory.js';
import { TrackingService } from './tracking.service.js';

/** What a commit and its announcement may take: so much is read again of direct conversations. */
const OVERLAP_MS = 3_000;
/** Ends after which the same session has no business here. */
const FINAL = new Set([4400, 4401, 4403]);

/**
 * Clients that cannot resume are resumed: a session's next socket in the same dialect is put back into the rooms of the
 * one that ended, and gets what it missed, before any command of its own is run.
 */
@Injectable()
export class ResumeService implements OnModuleInit {
  constructor(
    private readonly admission: Admission,
    private readonly tracking: TrackingService,
    private readonly memory: ResumeMemory,
    private readonly joining: JoiningService,
    private readonly log: LogRepository,
    private readonly metrics: ChatMetrics,
    private readonly logger: AppLogger,
  ) {}

  onModuleInit(): void {
    this.admission.onWelcome((client) => this.welcome(client));
    this.admission.onFarewell(({ connection }) => {
      const { end, identity } = connection;
      if (identity) void this.tracking.unfollow(connection, identity, !end.byClient && !FINAL.has(end.code));
    });
  }

  private async welcome({ connection }: Client): Promise<void> {
    const { identity } = connection;
    if (!identity) return;
    this.tracking.follow(connection);
    const position = await this.memory.take(connection, identity).catch(() => undefined);
    if (!position) return;
    this.metrics.resumes.inc();
    for (const [room, seq] of Object.entries(position.rooms)) await this.restore(connection, identity, room, seq);
    await this.restoreDirect(connection, identity, position);
  }

  private async restore(connection: Connection, who: Identity, room: string, seq: number): Promise<void> {
    try {
      await this.joining.catchUp(connection, who, room, seq);
    } catch (cause) {
      // Banned meanwhile, or the room is gone: it is simply not joined.
      if (!(cause instanceof DeclaredError)) this.logger.warn('A room could not be resumed', { room, cause });
    }
  }

  private async restoreDirect(connection: Connection, who: Identity, { direct, directAt }: Position): Promise<void> {
    const since = directAt - OVERLAP_MS;
    try {
      for (const room of await this.log.directSince(who.userId, since)) {
        const seq = direct[room] ?? (await this.log.topAt(room, since));
        await this.joining.catchUpDirect(connection, room, seq);
      }
    } catch (cause) {
      this.logger.warn('Direct conversations could not be resumed', { cause });
    }
  }
}
