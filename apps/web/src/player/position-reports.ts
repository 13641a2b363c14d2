/** Of playing, between two reports of the position. The server takes one in 15 seconds. */
const EVERY_SECONDS = 16;
/** A step of the position that is longer is a jump, and was not heard. */
const LONGEST_STEP = 5;

/** When the position is due: it counts what was played, so a sound that rests has no report. */
export class PositionReports {
  private last = 0;
  private played = 0;

  /** True when the position is to be reported. */
  step(position: number, isPlaying: boolean): boolean {
    const step = position - this.last;
    this.last = position;
    if (!isPlaying || step <= 0 || step > LONGEST_STEP) return false;
    this.played += step;
    if (this.played < EVERY_SECONDS) return false;
    this.played = 0;
    return true;
  }
}
