/** docs/protocol, Voice messages. */
export const LONGEST_SECONDS = 300;
/** Looks at the level in a second. */
const LOOKS = 10;
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/webm'];
/** A level of speech near the microphone, which fills the drawing. */
const LOUD = 0.5;

export const canRecord = (): boolean => 'MediaRecorder' in globalThis && navigator.mediaDevices?.getUserMedia !== undefined;

export interface RecordingEvents {
  /** Several times a second. */
  moved(seconds: number, level: number): void;
  ended(sound: Blob, seconds: number, levels: readonly number[]): void;
}

/** A sound from the microphone, which is free again when the recording ends. */
export class Recording {
  private readonly chunks: Blob[] = [];
  private readonly levels: number[] = [];
  private readonly context = new AudioContext();
  private readonly analyser = this.context.createAnalyser();
  private readonly recorder: MediaRecorder;
  private readonly timer: ReturnType<typeof setInterval>;
  private seconds = 0;
  private lookedAt = performance.now();
  private isDiscarded = false;

  /** Rejects when there is no microphone, or not for this site. */
  static async begin(events: RecordingEvents): Promise<Recording> {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } });
    return new Recording(stream, events);
  }

  private constructor(
    private readonly stream: MediaStream,
    private readonly events: RecordingEvents,
  ) {
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    this.recorder = new MediaRecorder(stream, { ...(mimeType !== undefined && { mimeType }), audioBitsPerSecond: 64_000 });
    this.recorder.ondataavailable = ({ data }) => void this.chunks.push(data);
    this.recorder.onstop = () => this.end();
    this.context.createMediaStreamSource(stream).connect(this.analyser);
    this.recorder.start(1_000);
    this.timer = setInterval(() => this.look(), 1_000 / LOOKS);
  }

  pause(): void {
    this.look();
    this.recorder.pause();
  }

  resume(): void {
    this.lookedAt = performance.now();
    this.recorder.resume();
  }

  finish(): void {
    if (this.recorder.state !== 'inactive') this.recorder.stop();
  }

  discard(): void {
    this.isDiscarded = true;
    this.finish();
    this.free();
  }

  private look(): void {
    if (this.recorder.state !== 'recording') return;
    const now = performance.now();
    this.seconds += (now - this.lookedAt) / 1_000;
    this.lookedAt = now;
    const samples = new Float32Array(this.analyser.fftSize);
    this.analyser.getFloatTimeDomainData(samples);
    const level = Math.min(1, samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0) / LOUD);
    this.levels.push(level);
    this.events.moved(this.seconds, level);
    if (this.seconds >= LONGEST_SECONDS) this.finish();
  }

  private end(): void {
    this.free();
    if (this.isDiscarded) return;
    this.events.ended(new Blob(this.chunks, { type: this.recorder.mimeType }), this.seconds, this.levels);
  }

  private free(): void {
    clearInterval(this.timer);
    for (const track of this.stream.getTracks()) track.stop();
    if (this.context.state !== 'closed') void this.context.close();
  }
}
