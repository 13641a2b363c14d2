/** What is weighed; each of them alone reaches the threshold when it is passed by far enough. */
export interface ScoreRules {
  readonly words: readonly string[];
  /** Identical messages of a person within a minute; one more reaches the threshold. */
  readonly repeats: number;
  /** Links in one message; one more reaches the threshold. */
  readonly links: number;
  /** From this score on a message is refused. */
  readonly threshold: number;
}

/** An earlier message of the same person. */
export interface Earlier {
  readonly likeness: string;
  readonly shouted: boolean;
}

export type Reason = 'words' | 'repeats' | 'links' | 'capitals';

export interface Score {
  readonly points: number;
  /** What weighs most. */
  readonly reason?: Reason;
}

/** A shorter text is not shouting but a name or an exclamation. */
const SHORTEST_SHOUT = 20;
const SHOUTED_SHARE = 0.8;

/** Weighs a message: forbidden words, repetitions, links and capitals add up. Pure: it remembers nothing. */
export class MessageScore {
  private readonly words: RegExp | undefined;

  constructor(private readonly rules: ScoreRules) {
    const escaped = rules.words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    this.words =
      escaped.length > 0 ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'iu') : undefined;
  }

  /** @param earlier what the same person said within the last minute */
  of(content: string, { likeness, shouted }: Earlier, earlier: readonly Earlier[]): Score {
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

/** Most texts: neither invisible letters nor two ways to write one, so the tables of Unicode need not be asked for each letter. */
const isAscii = (content: string): boolean => !/[^\0-\x7f]/.test(content);

/** The same text for whoever reads it: without case, white space and invisible letters. */
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
