import { Injectable } from '@nestjs/common';
import { NOTICE_KINDS, type NoticeKind, type NoticeLevel, type UserCaller, type WireNoticeLevels } from '@veza/contracts';
import { type ChosenLevels, NoticeLevelsRepository } from './notice-levels.repository.js';

const DEFAULT: NoticeLevel = { app: true, push: true, mail: false };

/** Kinds whose pushes have preferences of their own, which hold for `push` (decision 199). */
const PUSHES: Partial<Record<NoticeKind, 'mentions' | 'directMessages' | 'bookings'>> = {
  mention: 'mentions',
  direct_message: 'directMessages',
  appointment: 'bookings',
};

/** Where a user is noticed of what: one set of levels for the list, the browsers and a daily mail. */
@Injectable()
export class NoticeLevelsService {
  constructor(private readonly repository: NoticeLevelsRepository) {}

  async get({ userId }: UserCaller): Promise<WireNoticeLevels> {
    return levelsOf(await this.repository.find(userId));
  }

  /** Kinds that the list has. */
  async listed(caller: UserCaller): Promise<NoticeKind[]> {
    const levels = await this.get(caller);
    return NOTICE_KINDS.filter((kind) => levels[kind].app);
  }

  async set({ userId }: UserCaller, changes: Partial<WireNoticeLevels>): Promise<WireNoticeLevels> {
    const changed = await this.repository.change(userId, (before) => {
      const after = { ...levelsOf(before), ...changes };
      const { mention, direct_message: direct, appointment } = after;
      const pushes = { mentions: mention.push, directMessages: direct.push, bookings: appointment.push };
      return { levels: { ...before.levels, ...after }, pushes };
    });
    return levelsOf(changed);
  }
}

function levelsOf({ levels, pushes }: ChosenLevels): WireNoticeLevels {
  const of = (kind: NoticeKind): NoticeLevel => {
    const level = { ...DEFAULT, ...levels[kind] };
    const preference = PUSHES[kind];
    return preference === undefined ? level : { ...level, push: pushes?.[preference] ?? DEFAULT.push };
  };
  return {
    mention: of('mention'),
    direct_message: of('direct_message'),
    follow: of('follow'),
    comment: of('comment'),
    reply: of('reply'),
    playlist: of('playlist'),
    track_ready: of('track_ready'),
    track_failed: of('track_failed'),
    appointment: of('appointment'),
    profile_reset: of('profile_reset'),
  };
}
