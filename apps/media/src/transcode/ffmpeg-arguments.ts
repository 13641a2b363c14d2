import type { Demuxer } from '../objects/content-kind.js';
import { ENCODERS, type FurtherRendition } from './further.js';
import type { Rendition } from './ladder.js';
import { COVER_DECODERS, DECODERS, PROBE_ENTRIES } from './sound.js';
import { TAG_ENTRIES } from '../tracks/sound-tags.js';

/**
 * Argument lists for ffmpeg and ffprobe, without I/O. An upload never decides what is opened: demuxer and decoders are
 * forced from our own detection, and an input may use only the protocol that delivers it, so that playlists, scripts and
 * references to other files or hosts have no effect.
 */
export interface FfmpegInput {
  demuxer: Demuxer;
  /** The file name, for containers that need seeking; the file is alone in its folder. */
  path: string;
  /** Decoding ends here, for every output: the length that a container states may be wrong or missing. */
  mostSeconds: number;
}

/** Containers with an index or the length at the end; the others are read from standard input. */
const SEEKING: readonly Demuxer[] = ['mov', 'ogg', 'matroska', 'caf'];

export const readsStdin = ({ demuxer }: Pick<FfmpegInput, 'demuxer'>): boolean => !SEEKING.includes(demuxer);

/** Samples per second of the stream for the peaks: those of the best rendition, so that all that is heard is drawn. */
export const PEAK_RATE = 48_000;

/** Splits constant texts into arguments; no argument may contain a space. */
const words = (text: string) => text.split(' ');

/** No single allocation above 256 MiB. */
const SAFETY = words('-max_alloc 268435456');
const QUIET = words('-hide_banner -nostdin -nostats -threads 1');

function input(source: FfmpegInput, decoders: readonly string[]): string[] {
  const [protocol, address] = readsStdin(source) ? ['pipe', 'pipe:0'] : ['file', source.path];
  return ['-protocol_whitelist', protocol, '-f', source.demuxer, '-codec_whitelist', decoders.join(','), '-i', address];
}

/** The input of ffmpeg. `-t` before the input bounds all outputs; after it, only the next one. */
function boundedInput(source: FfmpegInput, decoders: readonly string[]): string[] {
  return ['-t', String(source.mostSeconds), ...input(source, decoders)];
}

export function probeArguments(source: FfmpegInput, withTags: boolean): string[] {
  const decoders = [...DECODERS[source.demuxer], ...COVER_DECODERS];
  const entries = withTags ? `${PROBE_ENTRIES}:${TAG_ENTRIES}` : PROBE_ENTRIES;
  return [...words('-v error'), ...SAFETY, '-show_entries', entries, '-of', 'json=compact=1', ...input(source, decoders)];
}

/**
 * Copies a second of the first sound, undecoded, to `extract.mka`. ffprobe opens a decoder for every stream and fails for a
 * stream that is not on the list (a film, subtitles, an odd picture); ffmpeg opens those of the mapped streams only.
 */
export function extractArguments(source: FfmpegInput): string[] {
  return [
    ...words('-hide_banner -nostdin -nostats -v info'),
    ...SAFETY,
    ...input(source, DECODERS[source.demuxer]),
    ...words('-map 0:a:0 -map_chapters -1 -c copy -t 1 -fs 8000000 -f matroska extract.mka'),
  ];
}

/** The length that the container states, in seconds, from the lines that ffmpeg writes about its input. */
export function readStatedSeconds(stderr: string): number | undefined {
  const [, hours, minutes, seconds] = /^\s+Duration: (\d{1,9}):(\d\d):(\d\d\.\d+),/m.exec(stderr) ?? [];
  return seconds === undefined ? undefined : 3_600 * Number(hours) + 60 * Number(minutes) + Number(seconds);
}

/** An output of `tee`: `init.mp4`, segments and a playlist in a folder. */
function segmentsIn(folder: string): string {
  // Negative timestamps stay: the encoder begins with samples that players skip by the edit list of the first file.
  // An EVENT playlist is written with each segment, and by renaming: what it lists is complete.
  const hls =
    'avoid_negative_ts=disabled:hls_time=6:hls_playlist_type=event:hls_flags=temp_file:hls_segment_type=fmp4:hls_fmp4_init_filename=init.mp4';
  // FLAC in MP4 is an experiment of older versions; of the encoder the option would ask for samples of 32 bits.
  return `[f=hls:strict=experimental:${hls}:hls_segment_filename=${folder}/s%05d.m4s]${folder}/index.m3u8`;
}

/** Writes `<kbits>/init.mp4`, segments and a playlist below the working folder, and `audio.m4a` when it is the progressive one. */
export function encodeArguments(source: FfmpegInput, { kbits, sampleRate, channels }: Rendition, progressive: boolean): string[] {
  const segments = segmentsIn(String(kbits));
  // One encoder feeds both: encoding the same rate twice would be a fifth of the whole job.
  const outputs = progressive ? `${segments}|[f=mp4:movflags=+faststart]audio.m4a` : segments;
  return [
    ...QUIET,
    ...words('-v error'),
    ...SAFETY,
    ...boundedInput(source, DECODERS[source.demuxer]),
    ...words(`-map 0:a:0 -map_metadata -1 -map_chapters -1`),
    ...words(`-c:a aac -b:a ${kbits}k -ar ${sampleRate} -ac ${channels}`),
    ...words(`-progress pipe:1 -f tee ${outputs}`),
  ];
}

/** Decodes once, and writes the renditions of other codecs as those of AAC, a folder each. */
export function furtherArguments(source: FfmpegInput, renditions: readonly FurtherRendition[]): string[] {
  const outputs = renditions.map(({ folder, format, kbits, sampleRate, channels, sampleFormat }) => [
    ...words(`-map 0:a:0 -map_metadata -1 -map_chapters -1 -c:a ${ENCODERS[format]} -ar ${sampleRate} -ac ${channels}`),
    // Constrained: what is hard to encode takes no more than its rate either, which is stated.
    ...(kbits === undefined ? [] : words(`-b:a ${kbits}k -vbr constrained`)),
    ...(sampleFormat === undefined ? [] : ['-sample_fmt', sampleFormat]),
    ...['-f', 'tee', segmentsIn(folder)],
  ]);
  return [
    ...QUIET,
    ...words('-v error'),
    ...SAFETY,
    ...boundedInput(source, DECODERS[source.demuxer]),
    ...words('-progress pipe:1'),
    ...outputs.flat(),
  ];
}

/**
 * Decodes once: 16-bit samples of the channels that are played, for the peaks, go to standard output, the loudness summary to
 * standard error. The channels are not mixed to one: what is opposite in two of them is heard.
 */
export function analyseArguments(source: FfmpegInput, { channels }: Pick<Rendition, 'channels'>): string[] {
  const graph = [
    '[0:a:0]asplit=2[forPeaks][forLoudness]',
    `[forPeaks]aresample=${PEAK_RATE},aformat=sample_fmts=s16:channel_layouts=${channels === 1 ? 'mono' : 'stereo'}[peaks]`,
    '[forLoudness]ebur128=peak=true:framelog=verbose[loudness]',
  ];
  return [
    ...QUIET,
    ...words('-v info'),
    ...SAFETY,
    ...boundedInput(source, DECODERS[source.demuxer]),
    ...words(`-filter_complex ${graph.join(';')}`),
    ...words('-map [peaks] -c:a pcm_s16le -f s16le pipe:1'),
    ...words('-map [loudness] -f null -'),
  ];
}

/**
 * Encodes speech as mono AAC to `voice.m4a`, without embedded data and equal for equal bytes; its 16-bit samples, for the
 * peaks, go to standard output.
 */
export function voiceArguments(source: FfmpegInput): string[] {
  return [
    ...QUIET,
    ...words('-v error'),
    ...SAFETY,
    ...boundedInput(source, DECODERS[source.demuxer]),
    ...words('-map 0:a:0 -map_metadata -1 -map_chapters -1 -fflags +bitexact -flags:a +bitexact'),
    ...words('-c:a aac -b:a 64k -ar 48000 -ac 1 -movflags +faststart -f mp4 voice.m4a'),
    ...words(`-map 0:a:0 -c:a pcm_s16le -ar ${PEAK_RATE} -ac 1 -f s16le pipe:1`),
  ];
}

/** Re-encodes the picture, without embedded data, to at most 600 × 600. */
export function coverArguments(source: FfmpegInput, stream: number): string[] {
  return [
    ...QUIET,
    ...words('-v error'),
    ...SAFETY,
    ...input(source, [...DECODERS[source.demuxer], ...COVER_DECODERS]),
    ...words(`-map 0:${stream} -frames:v 1 -map_metadata -1`),
    ...words("-vf scale='min(600,iw)':'min(600,ih)':force_original_aspect_ratio=decrease -pix_fmt yuvj420p"),
    ...words('-c:v mjpeg -q:v 3 -f image2 -update 1 cover.jpg'),
  ];
}

/** Seconds done so far, from a line of `-progress`. */
export function readProgress(line: string): number | undefined {
  const match = /^out_time_us=(\d{1,15})$/.exec(line);
  return match ? Number(match[1]) / 1e6 : undefined;
}

/** EBU R128 of the whole sound, from the summary that the filter writes at the end. Silence has neither. */
export function readLoudness(stderr: string): { lufs: number | null; truePeak: number | null } {
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'));
  const lufs = /\bI:\s+(-?[\d.]+) LUFS/.exec(summary)?.[1];
  const peak = /\bPeak:\s+(-?[\d.]+) dBFS/.exec(summary)?.[1];
  // -70 LUFS is the gate: nothing was louder than that.
  return {
    lufs: lufs === undefined || Number(lufs) <= -70 ? null : Number(lufs),
    truePeak: peak === undefined ? null : Number(peak),
  };
}
