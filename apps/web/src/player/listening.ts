/** A play counts when so much was heard, or half of a shorter track. */
const COUNTED_SECONDS = 10;
/** A step of the position that is longer is a jump, and was not heard. */
const LONGEST_STEP = 2;

/** How much of a track was heard, and whether that counts as a play: once. */
export class Listening {
  private last = 0;
  private heard = 0;
  private isCounted = false;

  /** Another track. */
  begin(): void {
    this.heard = 0;
    this.isCounted = false;
  }

  /** The same track goes on from here. */
  goOn(from: number): void {
    this.last = from;
  }

  /** Returns whether something was heard since the last position. */
  step(position: number, isSilent: boolean): boolean {
    const step = position - this.last;
    this.last = position;
    if (step <= 0 || step > LONGEST_STEP || isSilent) return false;
    this.heard += step;
    return true;
  }

  /** True once, when it is a play. */
  counts(duration: number): boolean {
    if (this.isCounted || this.heard < Math.min(COUNTED_SECONDS, duration / 2)) return false;
    this.isCounted = true;
    return true;
  }
}
