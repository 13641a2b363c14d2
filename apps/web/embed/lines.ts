import type { Track } from '@veza/sdk';
import { clock } from './clock.js';

/** The tracks of an album as buttons. */
export class TrackLines {
  private readonly buttons: ReadonlyMap<number, HTMLButtonElement>;

  constructor(
    private readonly tracks: readonly Track[],
    choose: (track: Track) => void,
  ) {
    const list = document.getElementById('list');
    if (!list) throw new Error('The page has no list');
    this.buttons = new Map(tracks.map((track) => [track.id, lineOf(track, choose)]));
    for (const button of this.buttons.values()) {
      const line = document.createElement('li');
      line.append(button);
      list.append(line);
    }
    list.hidden = false;
  }

  mark({ id }: Track): void {
    for (const [each, button] of this.buttons) button.setAttribute('aria-current', String(each === id));
  }

  /** The next one; undefined behind the last. */
  after({ id }: Track): Track | undefined {
    return this.tracks[this.tracks.findIndex((track) => track.id === id) + 1];
  }
}

function lineOf(track: Track, choose: (track: Track) => void): HTMLButtonElement {
  const button = document.createElement('button');
  const time = document.createElement('span');
  button.type = 'button';
  button.textContent = track.title;
  time.textContent = ` ${clock(track.duration_seconds)}`;
  button.append(time);
  button.addEventListener('click', () => choose(track));
  return button;
}
