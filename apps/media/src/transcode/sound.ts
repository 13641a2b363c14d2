import { z } from 'zod';
import type { Demuxer } from '../objects/content-kind.js';

/** Facts of the source that the encoding needs. */
export interface Sound {
  sampleRate: number;
  channels: number;
  /** ffmpeg's name of the codec. */
  codec: string;
  /** Of the source, in kbit/s. */
  kbits: number;
  /** Bits of a sample that an encoder without loss has to keep. */
  depth: 16 | 24;
  /** From the container, in seconds; decoding gives the exact length. */
  estimatedSeconds: number;
  /** Where the sound ends inside its last packets, if the container says so. */
  endSeconds?: number;
  /** The index of the stream that holds a cover picture. */
  cover?: number;
}

/** A file may have many covers; the output of ffprobe for them is small. */
const MOST_STREAMS = 1_000;
const MOST_CHANNELS = 8;
const LEAST_HERTZ = 1_000;
const MOST_HERTZ = 768_000;

const Numeric = z.coerce.number().optional().catch(undefined);
const ProbeStream = z.object({
  index: z.int(),
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  sample_fmt: z.string().optional(),
  sample_rate: Numeric,
  channels: Numeric,
  bit_rate: Numeric,
  duration: Numeric,
  nb_frames: Numeric,
  width: Numeric,
  height: Numeric,
  disposition: z.object({ attached_pic: z.int() }).optional(),
});
const ProbeOutput = z.object({
  streams: z.array(ProbeStream).max(MOST_STREAMS),
  format: z.object({ duration: Numeric, bit_rate: Numeric }).optional(),
});

/** The fields of ffprobe's output that `readProbe` reads. */
export const PROBE_ENTRIES =
  'format=duration,bit_rate:stream=index,codec_type,codec_name,sample_fmt,sample_rate,channels,bit_rate,duration,nb_frames,width,height:stream_disposition=attached_pic';

/** The allowed decoders by container. */
const PCM = [
  'pcm_u8',
  'pcm_s8',
  'pcm_s16le',
  'pcm_s16be',
  'pcm_s24le',
  'pcm_s24be',
  'pcm_s32le',
  'pcm_s32be',
  'pcm_f32le',
  'pcm_f32be',
  'pcm_f64le',
  'pcm_f64be',
  'pcm_alaw',
  'pcm_mulaw',
];
export const DECODERS: Record<Demuxer, readonly string[]> = {
  wav: [...PCM, 'adpcm_ms', 'adpcm_ima_wav', 'mp3float'],
  aiff: [...PCM, 'adpcm_ima_qt'],
  mp3: ['mp3float'],
  aac: ['aac'],
  flac: ['flac'],
  ogg: ['vorbis', 'opus', 'flac', 'speex', 'libspeex'],
  matroska: ['vorbis', 'opus', 'flac', 'aac', 'mp3float', ...PCM],
  caf: ['aac', 'alac', 'opus', 'flac', 'mp3float', 'adpcm_ima_qt', ...PCM],
  w64: PCM,
  wv: ['wavpack'],
  asf: ['wmav1', 'wmav2', 'wmapro', 'wmalossless', 'wmavoice'],
  au: PCM,
  mov: ['aac', 'alac', 'opus', 'flac', 'mp3float', ...PCM],
};
export const COVER_DECODERS: readonly string[] = ['mjpeg', 'png'];

/** Samples of a packet, and of all that an encoder may add before and behind a sound. */
const AAC_FRAME = 1_024;
const MOST_PADDING = 5 * AAC_FRAME;

/** Samples of at most 16 bits, by ffmpeg's name of them. */
const SHALLOW = /^(u8|s16)p?$/;

/** Larger covers are ignored: decoding them would cost time and memory for nothing. */
const MOST_COVER_PIXELS = 40_000_000;

/** Decoders whose codec has another name. */
const CODEC_OF: Readonly<Record<string, string>> = { mp3float: 'mp3', libspeex: 'speex' };

/** Whether a decoder that is listed for the container reads the codec. */
export const isDecodable = (codec: string | undefined, demuxer: Demuxer): boolean =>
  DECODERS[demuxer].some((decoder) => (CODEC_OF[decoder] ?? decoder) === codec);

/** Undefined when ffprobe found no sound in the file that a listed decoder can read. */
export function readProbe(probed: unknown, sizeBytes: number, demuxer: Demuxer): Sound | undefined {
  const parsed = ProbeOutput.safeParse(probed);
  if (!parsed.success) return undefined;
  const { streams, format } = parsed.data;
  const audio = streams.find((stream) => stream.codec_type === 'audio');
  if (!audio?.sample_rate || !audio.channels || !isDecodable(audio.codec_name, demuxer)) return undefined;
  if (audio.channels > MOST_CHANNELS || audio.sample_rate < LEAST_HERTZ || audio.sample_rate > MOST_HERTZ) return undefined;
  const bits = audio.bit_rate ?? format?.bit_rate;
  const stated = positive(audio.duration) ?? positive(format?.duration);
  // Through a pipe some containers have no length, and others no rate: each follows from the other.
  const estimatedSeconds = stated ?? (bits ? (sizeBytes * 8) / bits : 0);
  const kbits = (bits ?? (estimatedSeconds > 0 ? (sizeBytes * 8) / estimatedSeconds : 0)) / 1000;
  const cover = streams.find(isCover)?.index;
  const endSeconds = demuxer === 'mov' ? endOf(audio) : undefined;
  return {
    codec: audio.codec_name ?? '',
    sampleRate: audio.sample_rate,
    channels: audio.channels,
    kbits,
    depth: SHALLOW.test(audio.sample_fmt ?? '') ? 16 : 24,
    estimatedSeconds,
    ...(endSeconds !== undefined && { endSeconds }),
    ...(cover !== undefined && { cover }),
  };
}

/**
 * The encoder of AAC fills its last packet up with silence, and ffmpeg decodes that too. The edit list of MP4 has the length
 * without it. What is further from the end than samples before and behind a sound is another edit, or a wrong length.
 */
function endOf({ codec_name, sample_rate, duration, nb_frames }: z.output<typeof ProbeStream>): number | undefined {
  if (codec_name !== 'aac' || !sample_rate || !duration || !nb_frames) return undefined;
  const beyond = nb_frames * AAC_FRAME - duration * sample_rate;
  return beyond > 0 && beyond < MOST_PADDING ? duration : undefined;
}

function isCover({ codec_name, width = 0, height = 0, disposition }: z.output<typeof ProbeStream>): boolean {
  const pixels = width * height;
  return (
    disposition?.attached_pic === 1 && COVER_DECODERS.includes(codec_name ?? '') && pixels > 0 && pixels <= MOST_COVER_PIXELS
  );
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}
