/**
 * The SQL condition under which a sanction applies: it is not lifted and has not ended. Every check in the chat uses this
 * text, and adds the kinds it cares about: a ban closes the room, a mute closes sending, a kick applies only once.
 *
 * @param alias the name of the `sanctions` row in the surrounding statement
 */
export const sanctionInForce = (alias: string): string =>
  `${alias}.lifted_at IS NULL AND (${alias}.until IS NULL OR ${alias}.until > now())`;
