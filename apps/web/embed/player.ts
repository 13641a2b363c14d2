import type { Album, Track, TrackStream, Waveform } from '@veza/sdk';
import { clock } from './clock.js';
import { barsOf, drawingOf } from './drawing.js';
import { textOf } from './texts.js';

const PLAY = 'M8 5v14l11-7z';
const PAUSE = 'M7 5h3.500v14H7zM13.500 5H17v14h-3.500z';
const STEP_SECONDS = 5;

function part<E extends Element>(selector: string, kind: new () => E): E {
  const element = document.querySelector(selector);
  if (!(element instanceof kind)) throw new Error(`The page has no ${selector}`);
  return element;
}

/** Plays public tracks in a page of another site, one at a time. It sends no cookies, and loads no sound before the first press. */
export class EmbeddedPlayer {
  private readonly audio = new Audio();
  private readonly toggle = part('#toggle', HTMLButtonElement);
  private readonly slider = part('#position', HTMLInputElement);
  private readonly heard = part('#heard', SVGSVGElement);
  private readonly time = part('#time', HTMLElement);
  private readonly fault = part('#fault', HTMLElement);
  /** Where the first press begins: `#t=83` or `?t=83` of the address. */
  private start = secondOf(location);

  /** Of an album: hears which track is shown, and knows the one that follows. */
  onTrack: (track: Track) => void = () => undefined;
  onEnd: (track: Track) => Track | undefined = () => undefined;

  constructor(
    private track: Track,
    private readonly pictured: Pick<Track | Album, 'cover_urls'>,
  ) {
    this.audio.preload = 'none';
    for (const name of ['timeupdate', 'seeked', 'play', 'pause', 'ended']) this.audio.addEventListener(name, () => this.follow());
    this.audio.addEventListener('ended', () => this.goOn());
    this.audio.addEventListener('error', () => this.fail());
    this.toggle.addEventListener('click', () => void this.press());
    this.slider.addEventListener('input', () => this.seek(this.slider.valueAsNumber));
    this.slider.addEventListener('keydown', (event) => this.step(event));
  }

  show(): void {
    const { cover_urls: covers } = this.pictured;
    const cover = part('#cover', HTMLImageElement);
    if (covers) cover.src = covers.medium;
    cover.hidden = !covers;
    this.slider.setAttribute('aria-label', textOf('position'));
    for (const element of [this.toggle, this.time, part('#sound', HTMLElement)]) element.hidden = false;
    this.prepare();
  }

  /** Plays another track from its beginning. */
  choose(track: Track): void {
    this.audio.pause();
    this.audio.removeAttribute('src');
    this.audio.load(); // what was heard of the earlier one is over
    this.track = track;
    this.start = 0;
    this.prepare();
    void this.press();
  }

  private prepare(): void {
    this.slider.max = String(Math.max(this.track.duration_seconds, 0.1));
    this.draw([]);
    this.follow();
    this.onTrack(this.track);
    void this.load(this.track);
  }

  private async load(track: Track): Promise<void> {
    const waveform = await this.ask<Waveform>('waveform').catch(() => undefined); // a line stands in its place
    if (waveform && track === this.track) this.draw(barsOf(waveform));
  }

  private goOn(): void {
    const next = this.onEnd(this.track);
    if (next) this.choose(next);
  }

  private draw(bars: readonly number[]): void {
    for (const path of document.querySelectorAll('#sound path')) path.setAttribute('d', drawingOf(bars));
  }

  private async press(): Promise<void> {
    if (!this.audio.paused) return this.audio.pause();
    this.fault.textContent = '';
    const { track } = this;
    try {
      if (this.audio.src === '') await this.open(track);
      if (track === this.track) await this.audio.play();
    } catch {
      if (track === this.track) this.fail();
    }
  }

  private async open(track: Track): Promise<void> {
    const { url } = await this.ask<TrackStream>('stream');
    if (track !== this.track) return; // another one was chosen meanwhile
    const { start } = this;
    this.audio.addEventListener('loadedmetadata', () => (this.audio.currentTime = start), { once: true });
    this.audio.src = url;
  }

  private async ask<T>(what: string): Promise<T> {
    const response = await fetch(`/api/v1/tracks/${this.track.id}/${what}`, {
      credentials: 'omit',
      headers: { accept: 'application/json' },
    });
    if (!response.ok) throw new Error(`${what}: ${response.status}`);
    return response.json();
  }

  private seek(seconds: number): void {
    if (this.audio.src === '') this.start = seconds;
    else this.audio.currentTime = seconds;
    this.follow();
  }

  private step(event: KeyboardEvent): void {
    const by = event.key === 'ArrowRight' ? STEP_SECONDS : event.key === 'ArrowLeft' ? -STEP_SECONDS : 0;
    if (by === 0) return;
    event.preventDefault();
    this.seek(Math.max(0, Math.min(this.position + by, this.track.duration_seconds)));
  }

  private get position(): number {
    return this.audio.readyState === HTMLMediaElement.HAVE_NOTHING ? this.start : this.audio.currentTime;
  }

  private follow(): void {
    const { title, duration_seconds: length } = this.track;
    const isPaused = this.audio.paused;
    this.toggle.setAttribute('aria-label', textOf(isPaused ? 'play' : 'pause', { title }));
    part('#toggle path', SVGPathElement).setAttribute('d', isPaused ? PLAY : PAUSE);
    const shown = { position: clock(this.position), length: clock(length) };
    this.slider.value = String(this.position);
    this.slider.setAttribute('aria-valuetext', textOf('of', shown));
    this.time.textContent = `${shown.position} / ${shown.length}`;
    const share = length > 0 ? Math.min(1, this.position / length) : 0;
    this.heard.style.clipPath = `inset(0 ${100 - share * 100}% 0 0)`;
  }

  /** The address has ended, or the track is no longer public: the next press asks for a new one. */
  private fail(): void {
    this.start = this.position;
    this.audio.removeAttribute('src');
    this.fault.textContent = textOf('failed');
    this.follow();
  }
}

function secondOf({ hash, search }: Location): number {
  const given = new URLSearchParams(hash.slice(1)).get('t') ?? new URLSearchParams(search).get('t');
  const seconds = Number(given ?? 0);
  return seconds > 0 && Number.isFinite(seconds) ? seconds : 0;
}
