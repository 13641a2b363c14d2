import { z } from 'zod';
import type { Track } from './track.entity.js';

/** The fields of a track that the tags of its file can fill. */
export const TAG_FIELDS = ['title', 'artist', 'album', 'genre', 'trackNumber', 'year'] as const;

/** What the tags of a file state about its sound; absent where they state nothing usable. */
export type SoundTags = { [Field in (typeof TAG_FIELDS)[number]]?: NonNullable<Track[Field]> };

/** The names of tags in ffmpeg: those of Vorbis comments keep the case of the file. */
const NAMES = ['title', 'artist', 'album', 'genre', 'track', 'tracknumber', 'date', 'year', 'TYER', 'TDRC'];
const SPELLINGS = [...new Set(NAMES.flatMap((name) => [name, name.toUpperCase(), name[0]?.toUpperCase() + name.slice(1)]))].join(
  ',',
);

/** The fields of ffprobe's output that `readTags` reads. Ogg has its tags at the stream. */
export const TAG_ENTRIES = `format_tags=${SPELLINGS}:stream_tags=${SPELLINGS}`;

const Tags = z.record(z.string(), z.string()).optional().catch(undefined);
const Tagged = z.object({
  streams: z.array(z.object({ codec_type: z.string().optional(), tags: Tags })).default([]),
  format: z.object({ tags: Tags }).optional(),
});

/** Control characters, and those that change the direction of the text around them. */
const UNSEEN = /[\p{Cc}\p{Co}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** The tags of the container come first, then those of the first sound. */
export function readTags(probed: unknown): SoundTags {
  const parsed = Tagged.safeParse(probed);
  if (!parsed.success) return {};
  const sound = parsed.data.streams.find(({ codec_type: type }) => type === 'audio');
  const all = { ...lowered(sound?.tags), ...lowered(parsed.data.format?.tags) };
  return {
    title: textOf(all['title'], 200),
    artist: textOf(all['artist'], 200),
    album: textOf(all['album'], 200),
    genre: textOf(all['genre'], 60),
    trackNumber: numberOf(all['track'] ?? all['tracknumber'], /^\s*0*([1-9]\d{0,3})\b/),
    year: numberOf(all['date'] ?? all['year'] ?? all['tdrc'] ?? all['tyer'], /\b([12]\d{3})\b/),
  };
}

const lowered = (tags: Record<string, string> = {}): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(tags).map(([name, value]) => [name.toLowerCase(), value]));

/** Cut to the length of the field; undefined when nothing is left. */
function textOf(value: string | undefined, most: number): string | undefined {
  const visible = value
    ?.slice(0, 4 * most)
    .normalize('NFC')
    .replace(UNSEEN, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, most)
    .replace(/\p{Cs}/gu, '') // half of a pair
    .trim();
  return visible === '' ? undefined : visible;
}

function numberOf(value: string | undefined, pattern: RegExp): number | undefined {
  const found = pattern.exec(value?.slice(0, 100) ?? '')?.[1];
  return found === undefined ? undefined : Number(found);
}
