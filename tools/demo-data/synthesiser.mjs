import { dice } from './drawing.mjs';
import { wav } from './melody.mjs';

const RATE = 44_100;
const A4 = 69;
const MINOR = [0, 2, 3, 5, 7, 8, 10];
const MAJOR = [0, 2, 4, 5, 7, 9, 11];
/** Steps of the scale at which the bars begin. */
const PROGRESSIONS = [
  [0, 5, 3, 4],
  [0, 3, 4, 3],
  [0, 2, 5, 4],
];

/**
 * @typedef {object} Piece
 * @property {number} seed the same seed plays the same notes
 * @property {number} key lowest note, as in MIDI: 45 is the A of 110 Hz
 * @property {'major' | 'minor'} scale
 * @property {number} tempo beats a minute
 * @property {number} bars of four beats
 * @property {'pluck' | 'organ' | 'bell'} voice of the melody
 * @property {boolean} drums
 */

/** A piece of music as a WAV file (mono, 16 bit), with chords, a bass and a melody. @param {Piece} piece @returns {Uint8Array<ArrayBuffer>} */
export function music({ seed, key, scale, tempo, bars, voice, drums }) {
  const draw = dice(seed);
  const beat = Math.round((RATE * 60) / tempo);
  const sound = new Float32Array(beat * 4 * bars + RATE); // with a second for the last note to end
  const steps = scale === 'minor' ? MINOR : MAJOR;
  const note = (/** @type {number} */ step) => key + (steps[step % 7] ?? 0) + 12 * Math.floor(step / 7);
  const progression = PROGRESSIONS[seed % PROGRESSIONS.length] ?? [0];
  let step = 14;
  for (let bar = 0; bar < bars; bar += 1) {
    const root = progression[bar % progression.length] ?? 0;
    const start = bar * 4 * beat;
    add(sound, { start, length: 4 * beat, hertz: hertz(note(root)), gain: 0.3, voice: 'organ' });
    for (const third of [0, 2, 4])
      add(sound, { start, length: 4 * beat, hertz: hertz(note(root + 7 + third)), gain: 0.09, voice: 'organ' });
    for (let half = 0; half < 8; half += 1) {
      if (drums) hit(sound, start + (half * beat) / 2, half % 4 === 0 ? 'kick' : 'hat', draw);
      if (draw() > (half % 2 === 0 ? 0.8 : 0.45)) continue;
      step = Math.min(21, Math.max(10, step + Math.round((draw() - 0.5) * 5)));
      add(sound, { start: start + (half * beat) / 2, length: beat, hertz: hertz(note(step)), gain: 0.28, voice });
    }
  }
  return wav(sound, RATE);
}

/** @param {number} note */
const hertz = (note) => 440 * 2 ** ((note - A4) / 12);

/** Of each voice: strengths of its harmonics, and how long a note sounds in seconds. */
const VOICES = {
  organ: { harmonics: [1, 0.4, 0.2], seconds: Infinity },
  pluck: { harmonics: [1, 0.6, 0.35, 0.2, 0.1], seconds: 0.35 },
  bell: { harmonics: [1, 0, 0.5, 0, 0.25], seconds: 0.8 },
};

/** @param {Float32Array} sound @param {{ start: number, length: number, hertz: number, gain: number, voice: keyof typeof VOICES }} note */
function add(sound, { start, length, hertz, gain, voice }) {
  const { harmonics, seconds } = VOICES[voice];
  const [begin, end] = [Math.round(start), Math.min(sound.length, Math.round(start + length))];
  for (let at = begin; at < end; at += 1) {
    const time = (at - begin) / RATE;
    const edge = Math.min(1, time / 0.01, (end - at) / (0.03 * RATE)); // without it, a note begins and ends with a click
    let value = 0;
    harmonics.forEach((strength, n) => (value += strength * Math.sin(2 * Math.PI * hertz * (n + 1) * time)));
    sound[at] = (sound[at] ?? 0) + value * gain * edge * Math.exp(-time / seconds);
  }
}

/** @param {Float32Array} sound @param {number} start @param {'kick' | 'hat'} kind @param {() => number} draw */
function hit(sound, start, kind, draw) {
  const begin = Math.round(start);
  const length = RATE * (kind === 'kick' ? 0.2 : 0.05);
  for (let i = 0; i < length && begin + i < sound.length; i += 1) {
    const fade = 1 - i / length;
    const value = kind === 'kick' ? 0.7 * Math.sin(2 * Math.PI * (90 * fade + 40) * (i / RATE)) : 0.12 * (draw() * 2 - 1);
    sound[begin + i] = (sound[begin + i] ?? 0) + value * fade * fade;
  }
}
