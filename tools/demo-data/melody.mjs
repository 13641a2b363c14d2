const RATE = 22_050;

/**
 * A short melody as a WAV file (mono, 16 bit), so that the repository holds no audio file.
 *
 * @param {number[]} notes in hertz, half a second each @returns {Uint8Array<ArrayBuffer>}
 */
export function melody(notes) {
  const each = RATE / 2;
  const data = Buffer.alloc(notes.length * each * 2);
  notes.forEach((hertz, note) => {
    for (let i = 0; i < each; i += 1) {
      const fade = Math.min(1, i / 400, (each - i) / 4_000);
      const tone = Math.sin((2 * Math.PI * hertz * i) / RATE) + 0.3 * Math.sin((4 * Math.PI * hertz * i) / RATE);
      data.writeInt16LE(Math.round(tone * fade * 9_000), (note * each + i) * 2);
    }
  });
  return Uint8Array.from(Buffer.concat([header(data.length), data]));
}

/** @param {number} bytes of sound that follow */
function header(bytes) {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + bytes, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20); // linear samples
  head.writeUInt16LE(1, 22); // one channel
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(bytes, 40);
  return head;
}
