import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { z } from 'zod';

const LIST = /emojibase-data\/\w+\/data\.json\?picker$/;
/** Later emoji are drawn as an empty box by systems of 2023. */
const NEWEST = 15.1;
/** Skin tones and hair: parts of other emoji. */
const COMPONENTS = 2;
/** The flag `v` is a RegExp argument, because the compiler targets an older standard. */
const RECOMMENDED = new RegExp(String.raw`^\p{RGI_Emoji}$`, 'v');

const Emojis = z.array(
  z.object({
    emoji: z.string(),
    label: z.string(),
    tags: z.array(z.string()).default([]),
    group: z.number().optional(),
    order: z.number().optional(),
    version: z.number(),
  }),
);
const Messages = z.object({ groups: z.array(z.object({ order: z.number(), message: z.string() })) });

/** Keeps of the list of emoji what the picker needs, a tenth of it: the groups, and in them emoji, name and further words. */
export function emojiList(): Plugin {
  return {
    name: 'veza:emoji-list',
    enforce: 'pre',
    load(id) {
      if (!LIST.test(id)) return undefined;
      const file = id.replace(/\?.*$/, '');
      const emojis = Emojis.parse(read(file))
        .filter(({ group, version }) => group !== undefined && group !== COMPONENTS && version <= NEWEST)
        .sort((one, other) => (one.order ?? 0) - (other.order ?? 0));
      const { groups } = Messages.parse(read(join(dirname(file), 'messages.json')));
      const list = groups.map(({ order, message }) => ({
        name: `${message.slice(0, 1).toUpperCase()}${message.slice(1)}`,
        emojis: emojis
          .filter(({ group }) => group === order)
          .map(({ emoji, label, tags }) => [recommended(emoji), label, tags.join(' ')]),
      }));
      return `export default ${JSON.stringify(list.filter((group) => group.emojis.length > 0))};`;
    },
  };
}

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

/** The form of Unicode's list, which keyboards write too. The package adds a variation selector to some. */
function recommended(emoji: string): string {
  const bare = emoji.replaceAll('\uFE0F', '');
  return RECOMMENDED.test(emoji) || !RECOMMENDED.test(bare) ? emoji : bare;
}
