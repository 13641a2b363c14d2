import { crc32, deflateSync } from 'node:zlib';

/**
 * A drawing of circles, rings and waves on a gradient, as a PNG: the repository holds no picture files. The same seed draws
 * the same picture.
 *
 * @param {number} seed @param {number} width pixels @param {number} height pixels
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function drawing(seed, width, height) {
  const draw = dice(seed);
  const hue = draw() * 360;
  const [from, to] = [rgb(hue, 0.55, 0.3), rgb(hue + 40 + draw() * 60, 0.6, 0.55)];
  const shapes = Array.from({ length: 5 }, () => shape(draw, hue, width, height));
  const rows = Buffer.alloc(height * (1 + width * 3)); // each row begins with its filter, which is none
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const share = (x / width + y / height) / 2;
      let colour = blend(from, to, share);
      for (const { covers, fill } of shapes) colour = blend(colour, fill, covers(x, y) * 0.8);
      colour.forEach((value, channel) => (rows[y * (1 + width * 3) + 1 + x * 3 + channel] = Math.round(value)));
    }
  }
  return png(width, height, rows);
}

/** @typedef {[number, number, number]} Colour red, green and blue, 0 to 255 */

/** @param {() => number} draw @param {number} hue @param {number} width @param {number} height */
function shape(draw, hue, width, height) {
  const size = Math.min(width, height);
  const [x0, y0, radius] = [draw() * width, draw() * height, (0.12 + draw() * 0.28) * size];
  const [kind, length, thickness] = [draw(), size * (0.4 + draw() * 0.6), size * (0.02 + draw() * 0.04)];
  const distance = (/** @type {number} */ x, /** @type {number} */ y) => {
    const fromCentre = Math.hypot(x - x0, y - y0) - radius;
    if (kind < 0.4) return fromCentre;
    if (kind < 0.7) return Math.abs(fromCentre) - thickness;
    return Math.abs(y - y0 - Math.sin((x / length) * 2 * Math.PI) * radius * 0.5) - thickness;
  };
  const fill = rgb(hue + 120 + draw() * 120, 0.65, 0.45 + draw() * 0.35);
  // An edge is one pixel wide, so that it looks smooth.
  const covers = (/** @type {number} */ x, /** @type {number} */ y) => Math.min(1, Math.max(0, 0.5 - distance(x, y)));
  return { covers, fill };
}

/** Numbers from 0 to 1 that look random and are the same for one seed. @param {number} seed @returns {() => number} */
export function dice(seed) {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** @param {Colour} from @param {Colour} to @param {number} share @returns {Colour} */
const blend = ([r, g, b], to, share) => [r + (to[0] - r) * share, g + (to[1] - g) * share, b + (to[2] - b) * share];

/** @param {number} hue degrees @param {number} saturation @param {number} lightness @returns {Colour} */
function rgb(hue, saturation, lightness) {
  const channel = (/** @type {number} */ n) => {
    const k = (n + hue / 30) % 12;
    return 255 * (lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  };
  return [channel(0), channel(8), channel(4)];
}

/** PNG (RFC 2083): a header, the compressed rows, the end. @param {number} width @param {number} height @param {Buffer} rows */
function png(width, height, rows) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8); // 8 bits of red, green and blue
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))];
  return Uint8Array.from(Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), ...parts]));
}

/** @param {string} type @param {Buffer} data */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
