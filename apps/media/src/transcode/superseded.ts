/** The track was deleted, or another attempt has begun. */
export class Superseded extends Error {}
