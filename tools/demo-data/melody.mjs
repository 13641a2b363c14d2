const RATE = 22_050;

/**
 * A short melody as a WAV file (mono, 16 bit), so that the repository holds no audio file.
 *
 * @param {number[]} notes in hertz, half a second each @returns {Uint8Array<ArrayBuffer>}
 */
export function melody(notes) {
  const each = RATE / 2;
  const sound = new Float32Array(notes.length * each);
  notes.forEach((hertz, note) => {
    for (let i = 0; i < each; i += 1) {
      const fade = Math.min(1, i / 400, (each - i) / 4_000);
      const tone = Math.sin((2 * Math.PI * hertz * i) / RATE) + 0.3 * Math.sin((4 * Math.PI * hertz * i) / RATE);
      sound[note * each + i] = tone * fade * 0.275;
    }
  });
  return wav(sound, RATE);
}

/**
 * A WAV file of samples from -1 to 1 (mono, 16 bit); louder ones are cut.
 *
 * @param {Float32Array} sound @param {number} rate samples a second @returns {Uint8Array<ArrayBuffer>}
 */
export function wav(sound, rate) {
  const data = Buffer.alloc(sound.length * 2);
  sound.forEach((value, at) => data.writeInt16LE(Math.round(Math.max(-1, Math.min(1, value)) * 32_767), at * 2));
  return Uint8Array.from(Buffer.concat([header(data.length, rate), data]));
}

/** @param {number} bytes of sound that follow @param {number} rate samples a second */
function header(bytes, rate) {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + bytes, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20); // linear samples
  head.writeUInt16LE(1, 22); // one channel
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(bytes, 40);
  return head;
}
