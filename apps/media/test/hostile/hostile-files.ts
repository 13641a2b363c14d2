import { mp4Files } from './boxes.js';
import { furtherFiles } from './further.js';
import type { Bait, HostileFile, Sounds } from './hostile-file.js';
import { flacFiles, oggFiles } from './lossless.js';
import { matroskaFiles } from './matroska.js';
import { mpegFiles } from './mpeg.js';
import { otherBytes, pictures } from './other-bytes.js';
import { pcmFiles } from './pcm.js';
import { textFiles } from './texts.js';

/** In a room, where every harmless kind of file is taken and none is decoded: kinds that are no such file. */
const REFUSED_IN_CHAT: ReadonlySet<string> = new Set([
  'ELF program',
  'HTML page',
  'Java class',
  'Ogg that is Theora',
  'PE program',
  'PHP script',
  'SMIL',
  'SVG with a script',
  'WebAssembly',
  'a MiB of noise',
  'a MiB of zeros',
  'no byte',
  'one byte',
  'shell script',
  'tracker module',
]);

const inChat = (file: HostileFile): HostileFile => ({
  ...file,
  name: `chat: ${file.name}`,
  place: 'chat-file',
  end: REFUSED_IN_CHAT.has(file.name) ? 'refused' : 'stored',
});

/** Every kind of hostile file, made from honest sounds and a few bytes: the repository holds no binaries. */
export function hostileFiles(sounds: Sounds, bait: Bait): HostileFile[] {
  const script = `#EXTM3U\n#EXTINF:1,\nfile://${bait.path}\n${bait.url}/x.ts\n`.repeat(20);
  const named = [
    ...textFiles(bait),
    ...otherBytes(),
    ...pcmFiles(sounds, script),
    ...mpegFiles(sounds, bait, script),
    ...flacFiles(sounds, bait, script),
    ...oggFiles(sounds),
    ...mp4Files(sounds, bait),
    ...matroskaFiles(sounds),
    ...furtherFiles(sounds, script),
  ];
  return [...named, ...pictures(), ...named.map(inChat)];
}
