import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { Database } from '@veza/database';
import { AppLogger, Batcher, CONFIG } from '@veza/platform';
import type { GatewayConfig } from '../../config.js';
import { AccessMailsService } from '../access-mails/access-mails.service.js';
import type { User } from '../users/user.js';
import { judge, type FamilyState } from './refresh-rule.js';
import type { RefreshToken } from './refresh-token.js';
import { RevocationsService } from './revocations.service.js';
import { SessionsRepository, type LiveFamily } from './sessions.repository.js';

// Wall clock: compared with stored dates of refreshes.

type PresentedToken = RefreshToken & { address: string };

/** `late`: another gateway has changed the family since it was read. */
type RefreshOutcome = { kind: 'gone' | 'late' } | { kind: 'given' | 'theft'; user: User };

/**
 * Judges presented refresh tokens in batches: one read of their families, and one statement, hence one commit, that
 * stores the first uses among them. A family is changed only if it is still as it was read, so gateways need no lock
 * between the two; a token whose family has changed is judged again.
 */
@Injectable()
export class RefreshesService {
  private readonly batcher = new Batcher<PresentedToken, RefreshOutcome>((presented) => this.judgeAll(presented));

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly database: Database,
    private readonly repository: SessionsRepository,
    private readonly revocations: RevocationsService,
    private readonly mails: AccessMailsService,
    private readonly logger: AppLogger,
  ) {}

  /** The user of the token, once its use is durable. INVALID_GRANT for an invalid token; theft ends the session. */
  async present(token: RefreshToken, address: string): Promise<User> {
    let outcome: RefreshOutcome;
    do outcome = await this.batcher.add({ ...token, address });
    while (outcome.kind === 'late');
    if (outcome.kind === 'given') return outcome.user;
    if (outcome.kind === 'theft') await this.endStolen(token.sessionId, outcome.user);
    throw new DeclaredError('INVALID_GRANT');
  }

  private async judgeAll(presented: readonly PresentedToken[]): Promise<RefreshOutcome[]> {
    const ids = [...new Set(presented.map(({ sessionId }) => sessionId))];
    const families = await this.repository.readFamilies(ids, this.config.SESSION_IDLE);
    const used = new Map<string, FamilyState & { family: LiveFamily; address: string }>();
    const now = Date.now();
    const outcomes = presented.map(({ sessionId, generation, address }): RefreshOutcome => {
      const family = families.get(sessionId);
      if (!family) return { kind: 'gone' };
      const state = used.get(sessionId) ?? family;
      const verdict = judge(state, generation, now, this.config.REFRESH_GRACE);
      if (verdict.kind === 'first-use') used.set(sessionId, { ...verdict.state, family, address });
      // A repeated token changes nothing but the time at which the session was used, and that once a day.
      else if (verdict.kind !== 'theft' && family.isQuiet) used.set(sessionId, { ...state, family, address });
      return { kind: verdict.kind === 'theft' ? 'theft' : 'given', user: family.user };
    });
    const noted = used.size > 0 ? await this.repository.noteUses([...used.values()]) : new Set();
    return outcomes.map((outcome, i) => {
      const { sessionId = '' } = presented[i] ?? {};
      return used.has(sessionId) && !noted.has(sessionId) ? { kind: 'late' } : outcome;
    });
  }

  /** A verdict of theft is final: generations and time only increase. */
  private async endStolen(id: string, user: User): Promise<void> {
    const revoked = await this.database.transaction(async (tx) => {
      const ended = await this.repository.revoke(tx, { userId: user.id, id }, 'theft');
      if (ended.length > 0) await this.mails.write(tx, user, 'theft');
      return ended;
    });
    this.revocations.announce(revoked);
    this.logger.warn('A used refresh token came again: its session is revoked', { userId: user.id, sessionId: id });
  }
}
