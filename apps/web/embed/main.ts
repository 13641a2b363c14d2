import type { Track } from '@veza/sdk';
import { EmbeddedPlayer } from './player.js';
import './embed.css';

/** The gateway has written the track into the page; there is none when the track is not public. */
const text = document.getElementById('shown')?.textContent;
if (text) {
  const { value } = JSON.parse(text) as { value: Track };
  new EmbeddedPlayer(value).show();
}
