/** The limits of the rules. A rule that is exceeded far enough reaches the threshold by itself. */
export interface ScoreRules {
  readonly words: readonly string[];
  /** Identical messages of a user within a minute. One more reaches the threshold. */
  readonly repeats: number;
  /** Links in one message. One more reaches the threshold. */
  readonly links: number;
  /** A message with this score or more is rejected. */
  readonly threshold: number;
}

/** An earlier message of the same user. */
export interface EarlierMessage {
  readonly likeness: string;
  readonly shouted: boolean;
}

export type Reason = 'words' | 'repeats' | 'links' | 'capitals';

export interface Score {
  readonly points: number;
  /** The rule with the most points. */
  readonly reason?: Reason;
}

/** A shorter text in capitals is a name or an exclamation. */
const SHORTEST_SHOUT = 20;
const SHOUTED_SHARE = 0.8;

/** Scores a message: points for forbidden words, repetitions, links and capitals add up. Pure: no state, no I/O. */
export class MessageScore {
  private readonly words: RegExp | undefined;

  constructor(private readonly rules: ScoreRules) {
    const escaped = rules.words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    this.words =
      escaped.length > 0 ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'iu') : undefined;
  }

  /** @param earlier the messages of the same user within the last minute */
  of(content: string, { likeness, shouted }: EarlierMessage, earlier: readonly EarlierMessage[]): Score {
    const { threshold, repeats, links } = this.rules;
    let [alike, shouts] = [0, 0];
    for (const each of earlier) {
      if (each.likeness === likeness) alike += 1;
      if (each.shouted) shouts += 1;
    }
    const points: Record<Reason, number> = {
      words: this.words?.test(content) ? threshold : 0,
      repeats: (threshold * alike) / repeats,
      links: (threshold * linksIn(content)) / (links + 1),
      capitals: shouted ? (threshold * (2 + shouts)) / 5 : 0,
    };
    const heaviest = REASONS.reduce((most, each) => (points[each] > points[most] ? each : most));
    return {
      points: REASONS.reduce((sum, reason) => sum + points[reason], 0),
      reason: points[heaviest] > 0 ? heaviest : undefined,
    };
  }
}

const REASONS: readonly Reason[] = ['words', 'repeats', 'links', 'capitals'];

/** Most texts are ASCII: they need no Unicode normalisation, which costs more than the rest of the score. */
const isAscii = (content: string): boolean => !/[^\0-\x7f]/.test(content);

/** Returns the text without case, white space and invisible characters: texts that look equal become equal. */
export function normalised(content: string): string {
  const visible = isAscii(content) ? content.replace(/\s+/g, '') : content.normalize('NFKC').replace(/[\s\p{Cf}]+/gu, '');
  return visible.toLowerCase();
}

export function linksIn(content: string): number {
  if (!/:\/\/|www\./i.test(content)) return 0;
  return content.match(/https?:\/\/|(?<![\p{L}\p{N}.])www\./giu)?.length ?? 0;
}

export function isShouted(content: string): boolean {
  if (content.length < SHORTEST_SHOUT) return false;
  const { letters, capitals } = isAscii(content) ? asciiCase(content) : anyCase(content);
  return letters >= SHORTEST_SHOUT && capitals >= letters * SHOUTED_SHARE;
}

/** How many letters have two cases, and how many of them are capitals. */
interface Case {
  readonly letters: number;
  readonly capitals: number;
}

function asciiCase(content: string): Case {
  let [small, capitals] = [0, 0];
  for (let i = 0; i < content.length; i += 1) {
    const code = content.charCodeAt(i);
    if (code >= 97 && code <= 122) small += 1;
    else if (code >= 65 && code <= 90) capitals += 1;
  }
  return { letters: small + capitals, capitals };
}

function anyCase(content: string): Case {
  let [letters, capitals] = [0, 0];
  for (const letter of content) {
    const small = letter.toLowerCase();
    if (small === letter.toUpperCase()) continue;
    letters += 1;
    if (small !== letter) capitals += 1;
  }
  return { letters, capitals };
}
