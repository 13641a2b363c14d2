/** What the bundler makes of files that are no script. */
declare module '*.module.css' {
  const classes: Readonly<Record<string, string>>;
  export default classes;
}
declare module '*.css';
/** The part of hls.js without subtitles, protection and advertising, which has no types of its own. */
declare module 'hls.js/light' {
  export { default } from 'hls.js';
}
/** What `build/emoji-list.ts` keeps of it. */
declare module 'emojibase-data/*?picker' {
  const groups: readonly { readonly name: string; readonly emojis: readonly (readonly [string, string, string])[] }[];
  export default groups;
}

/** What `build/reads-form.ts` makes. */
declare module 'virtual:reads-form' {
  export const FORM: string;
}

interface ImportMeta {
  readonly env: { readonly PROD: boolean };
  glob<Module>(pattern: string): Record<string, () => Promise<Module>>;
}
