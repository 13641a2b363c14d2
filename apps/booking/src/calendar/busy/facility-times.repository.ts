import { Injectable } from '@nestjs/common';
import type { Transaction } from '@veza/database';
import type { Member } from '../../practice/tenancy/access.js';
import type { Span } from '../../practice/time/cabinet-time.js';

const DAY_MS = 86_400_000;

/** The taken spans of rooms and devices that would do, each in order of time. A slot needs one that is free for all of it. */
export type FacilitySpans = readonly (readonly Span[])[];

interface Range {
  start: Date;
  end: Date;
  /** An appointment that is moved, which does not count. */
  moved?: string | undefined;
}

/** When rooms and devices are used. Raw SQL: TypeORM has no ranges. */
@Injectable()
export class FacilityTimesRepository {
  /** Undefined if none is needed. A member's own hold does not count as taken for that member. */
  async spans(
    tx: Transaction,
    { cabinetId, userId }: Member,
    ids: readonly string[] | null | undefined,
    { start, end, moved }: Range,
  ): Promise<FacilitySpans | undefined> {
    if (!ids) return undefined;
    if (ids.length === 0) return [];
    const rows = await tx.query<{ id: string; start: Date; end: Date }>(
      `SELECT facility_id AS id, lower(span) AS start, upper(span) AS end FROM busy
       WHERE facility_id = ANY ($1::uuid[]) AND cabinet_id = $2 AND span && tstzrange($3, $4)
         AND (kind <> 'hold' OR expires_at > now() AND created_by <> $5) AND id IS DISTINCT FROM $6 ORDER BY span`,
      [ids, cabinetId, start, end, userId, moved ?? null],
    );
    return ids.map((each) =>
      rows.filter(({ id }) => id === each).map((row) => ({ start: row.start.getTime(), end: row.end.getTime() })),
    );
  }

  /** The same for local dates, both included, as days since 1970; as wide as the spans of calendars. */
  spansOfDays(
    tx: Transaction,
    member: Member,
    ids: readonly string[] | null | undefined,
    { first, last }: { first: number; last: number },
  ): Promise<FacilitySpans | undefined> {
    return this.spans(tx, member, ids, { start: new Date((first - 2) * DAY_MS), end: new Date((last + 3) * DAY_MS) });
  }
}
