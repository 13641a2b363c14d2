import type { AttemptLimit } from './attempts.service.js';

const HOUR = { windowSeconds: 3_600 };

/**
 * Bounds of mails to one mailbox (`mailboxOf`, so that tags and dots make no other one), whatever the network, the kind
 * and the cabinet. Above them a stranger with many networks fills no mailbox.
 */
export const MAILBOX_LIMITS = {
  /** Links and codes that networks request from which the account has no session. Each of those that came works. */
  requested: { kind: 'mailbox', max: 5, ...HOUR },
  /** Codes of booking pages, whose readers have no account and so no known network; counted together with the above. */
  visited: { kind: 'mailbox', max: 20, ...HOUR },
  /** Confirmations that accounts cause: any account may name any address. */
  named: { kind: 'mailbox-named', max: 10, ...HOUR },
} as const satisfies Record<string, AttemptLimit>;
