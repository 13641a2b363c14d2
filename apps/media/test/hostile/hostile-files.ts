import { mp4Files } from './boxes.js';
import type { Bait, HostileFile, Sounds } from './hostile-file.js';
import { flacFiles, oggFiles } from './lossless.js';
import { matroskaFiles } from './matroska.js';
import { mpegFiles } from './mpeg.js';
import { otherBytes, pictures } from './other-bytes.js';
import { pcmFiles } from './pcm.js';
import { textFiles } from './texts.js';

/** Every kind of hostile file, made from honest sounds and a few bytes: the repository holds no binaries. */
export function hostileFiles(sounds: Sounds, bait: Bait): HostileFile[] {
  const script = `#EXTM3U\n#EXTINF:1,\nfile://${bait.path}\n${bait.url}/x.ts\n`.repeat(20);
  return [
    ...textFiles(bait),
    ...otherBytes(),
    ...pcmFiles(sounds, script),
    ...mpegFiles(sounds, bait, script),
    ...flacFiles(sounds, bait, script),
    ...oggFiles(sounds),
    ...mp4Files(sounds, bait),
    ...matroskaFiles(sounds),
    ...pictures(),
  ];
}
