import type { OpenAlbum, Track } from '@veza/sdk';
import { TrackLines } from './lines.js';
import { EmbeddedPlayer } from './player.js';
import './embed.css';

/** The gateway has written the track or the album into the page; there is none when it is not public. */
const text = document.getElementById('shown')?.textContent;
if (text) {
  const { value } = JSON.parse(text) as { value: Track | OpenAlbum };
  if ('tracks' in value) showAlbum(value);
  else new EmbeddedPlayer(value, value).show();
}

/** Those of its tracks that can be heard, one after the other. */
function showAlbum({ album, tracks }: OpenAlbum): void {
  const heard = tracks.filter(({ status }) => status === 'ready');
  const [first] = heard;
  if (!first) return;
  const player = new EmbeddedPlayer(first, album);
  const lines = new TrackLines(heard, (track) => player.choose(track));
  player.onTrack = (track) => lines.mark(track);
  player.onEnd = (track) => lines.after(track);
  player.show();
}
