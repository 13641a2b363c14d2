export const ACTIONS = [
  'report actioned',
  'report dismissed',
  'delete message',
  'pin message',
  'unpin message',
  'create invite link',
  'revoke invite link',
  'mute',
  'kick',
  'ban',
  'lift',
  'read versions',
  'reset profile',
  'add member',
  'change room',
  'change role',
  'hand over room',
  'delete room',
] as const;
export type Action = (typeof ACTIONS)[number];

export const actionOf = (name: string): Action | undefined => ACTIONS.find((known) => known === name);

/** What a moderator looks for. Dates are those of the device, both included. */
export interface Filters {
  moderatorId?: number;
  action?: Action;
  from?: string;
  to?: string;
}

/** The query of the API: from the first moment of a day to the first one after another day. */
export const queryOf = ({ moderatorId, action, from, to }: Filters) => ({
  ...(moderatorId !== undefined && { moderator_id: moderatorId }),
  ...(action !== undefined && { action }),
  ...(from !== undefined && { since: startOf(from, 0) }),
  ...(to !== undefined && { until: startOf(to, 1) }),
});

/** The beginning of a date, or of a later one, in the time zone of the device. */
function startOf(date: string, days: number): string {
  const start = new Date(`${date}T00:00`);
  start.setDate(start.getDate() + days);
  return start.toISOString();
}
