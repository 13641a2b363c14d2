/** The file as a whole cannot be read. The message is for its owner. */
export class UnreadableFile extends Error {}
