import { Injectable } from '@nestjs/common';
import type { UserCaller } from '@veza/contracts';
import { decodeCursor, encodeCursor } from '@veza/database';
import { z } from 'zod';
import type { SignInEvent } from './sign-in-event.entity.js';
import { SignInEventsRepository } from './sign-in-events.repository.js';

const Position = z.tuple([z.string().regex(/^\d{1,18}$/)]);

/** The list of sign-ins, refusals and changes of access of an account, for its owner. */
@Injectable()
export class SignInsService {
  constructor(private readonly repository: SignInEventsRepository) {}

  async list(
    { userId }: UserCaller,
    { limit, cursor }: { limit: number; cursor?: string },
  ): Promise<{ events: SignInEvent[]; nextCursor: string | null }> {
    const before = cursor === undefined ? undefined : decodeCursor(cursor, Position)[0];
    const found = await this.repository.list(userId, { before, limit: limit + 1 });
    const events = found.slice(0, limit);
    const last = found.length > limit ? events.at(-1) : undefined;
    return { events, nextCursor: last ? encodeCursor([last.id]) : null };
  }
}
