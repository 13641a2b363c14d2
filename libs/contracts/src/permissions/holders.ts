/**
 * The kinds of callers that a permission names. `anonymous` and `user` include all narrower kinds. The platform itself
 * (`system`) is not listed.
 */
export const HOLDERS = {
  anonymous: 'Every request, with or without an access token.',
  'url-bearer': 'A request with a signed URL; it needs no access token.',
  user: 'Every signed-in user.',
  member: 'A member of the room or cabinet.',
  staff: 'A member of the cabinet with another role than `patient`.',
  practitioner: 'The practitioner to whom the calendar belongs.',
  manager: 'A manager or administrator of the cabinet.',
  owner: 'The user to whom the object belongs: its creator, seller, uploader or author, or the owner of the room.',
  'room-moderator': 'A member that the owner of the room has made a moderator of it.',
  moderator: 'A user with the platform role `moderator`.',
  admin: 'A user with the platform role `admin`.',
} as const;

export type Holder = keyof typeof HOLDERS;

/** One action and its holders. `description` is one sentence: the action, and what counts as private if it is not evident. */
export interface Permission {
  readonly holders: readonly Holder[];
  /** The holders for private objects, where they differ. */
  readonly privateHolders?: readonly Holder[];
  /** For all other callers a private object does not exist: `NOT_FOUND` instead of `FORBIDDEN`. */
  readonly visibleTo?: readonly Holder[];
  readonly description: string;
}

/** The permissions of one service. A name is `<service>.<feature>.<verb>`, the subject of the RPC if there is one. */
export type PermissionList<Service extends string> = Readonly<Record<`${Service}.${string}.${string}`, Permission>>;
