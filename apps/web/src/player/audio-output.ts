/** iPhones have no Media Source Extensions but play HLS themselves; there, playback goes on in the background only without Web Audio. */
export const HAS_SOURCES = 'MediaSource' in globalThis;

/** The way of sounds to the loudspeaker. The volume of an element can only make it quieter; Web Audio can make it louder. */
export class AudioOutput {
  private context: AudioContext | undefined;

  /** It begins with the first press of the user; false as long as it may not. */
  async resume(): Promise<boolean> {
    if (!HAS_SOURCES) return false;
    this.context ??= new AudioContext();
    await this.context.resume();
    return this.isRunning;
  }

  get isRunning(): boolean {
    return this.context?.state === 'running';
  }

  /** An amplifier between an element and the loudspeaker: once for each element. */
  connect(audio: HTMLAudioElement): GainNode | undefined {
    if (!this.context) return undefined;
    const amplifier = this.context.createGain();
    this.context.createMediaElementSource(audio).connect(amplifier).connect(this.context.destination);
    return amplifier;
  }
}
