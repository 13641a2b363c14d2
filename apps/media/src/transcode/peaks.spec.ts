import { expect, test } from '@jest/globals';
import { masterPlaylist } from './master-playlist.js';
import { readSegments } from './media-playlist.js';
import { MOST_DETAIL_PIXELS, MOST_PIXELS, Peaks } from './peaks.js';
import { waveformPng, waveformSvg } from './waveform-picture.js';

function samples(count: number, value: (at: number) => number): Buffer {
  const bytes = Buffer.alloc(2 * count);
  for (let at = 0; at < count; at++) bytes.writeInt16LE(Math.round(value(at)), 2 * at);
  return bytes;
}

const sine = (at: number) => 20_000 * Math.sin(at / 5);

test('a pixel has the lowest and the highest sample of its block', () => {
  const peaks = new Peaks();
  peaks.push(samples(768, (at) => (at < 384 ? 64 * at : -64 * (at - 384))));
  expect(peaks.waveform()).toEqual({
    version: 2,
    channels: 1,
    sample_rate: 48_000,
    samples_per_pixel: 384,
    bits: 8,
    length: 2,
    data: [0, 95, -96, 0],
  });
});

test('the channels are one drawing, in which nothing is cancelled', () => {
  const peaks = new Peaks(2);
  peaks.push(samples(2 * 768, (at) => (at % 2 === 0 ? 1 : -1) * (at < 768 ? 12_800 : 25_600)));
  expect(peaks.waveform()).toMatchObject({ length: 2, data: [-50, 50, -100, 100] });
  expect(peaks.seconds).toBeCloseTo(0.016);
});

test('chunks may end inside a sample', () => {
  const bytes = samples(6_000, sine);
  const whole = new Peaks();
  whole.push(bytes);
  const pieces = new Peaks();
  for (let at = 0; at < bytes.length; at += 7) pieces.push(bytes.subarray(at, at + 7));
  expect(pieces.waveform()).toEqual(whole.waveform());
  expect(pieces.seconds).toBeCloseTo(0.125);
});

test('an hour has a bounded number of pixels in each resolution and keeps every extreme', () => {
  const peaks = new Peaks();
  const second = samples(48_000, sine);
  for (let at = 0; at < 3_600; at++) peaks.push(second);
  peaks.push(samples(1, () => 32_767));
  for (const most of [MOST_PIXELS, MOST_DETAIL_PIXELS]) {
    const { length, data, samples_per_pixel } = peaks.waveform(most);
    expect(length).toBeLessThanOrEqual(most);
    expect(length).toBeGreaterThan(most / 4);
    expect(data).toHaveLength(2 * length);
    expect(Math.max(...data)).toBe(127);
    expect(length).toBe(Math.ceil((3_600 * 48_000 + 1) / samples_per_pixel));
  }
});

test('the SVG and the PNG are valid pictures', () => {
  const peaks = new Peaks();
  peaks.push(samples(16_000, sine));
  const svg = waveformSvg(peaks.waveform());
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  expect(svg.match(/M\d+ \d+V\d+/g)).toHaveLength(800);
  const png = waveformPng(peaks.waveform());
  expect(png.subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
  expect(png.readUInt32BE(16)).toBe(800);
  expect(png.length).toBeLessThan(20_000);
});

test('the master playlist lists the lowest rate first, each with its own bandwidth', () => {
  const variant = (kbits: number, peakBits: number) => ({
    kbits,
    sampleRate: 44_100,
    channels: 2,
    peakBits,
    averageBits: peakBits * 0.9,
  });
  const text = masterPlaylist([variant(128, 131_072), variant(64, 20_000)]);
  expect(text.match(/BANDWIDTH=\d+,A/g)).toEqual(['BANDWIDTH=64000,A', 'BANDWIDTH=131072,A']);
  expect(text.match(/^\d+\/index\.m3u8$/gm)).toEqual(['64/index.m3u8', '128/index.m3u8']);
});

test('segments are parsed from a playlist of ffmpeg', () => {
  const text =
    '#EXTM3U\n#EXT-X-MAP:URI="init.mp4"\n#EXTINF:6.037188,\ns00000.m4s\n#EXTINF:0.046440,\ns00001.m4s\n#EXT-X-ENDLIST\n';
  expect(readSegments(text)).toEqual([
    { name: 's00000.m4s', seconds: 6.037188 },
    { name: 's00001.m4s', seconds: 0.04644 },
  ]);
});
