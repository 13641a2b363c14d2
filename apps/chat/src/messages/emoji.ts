const LONGEST = 16;

/**
 * One emoji: a sequence that Unicode recommends (flags, keycaps, skin tones, families), or pictographs without the
 * variation selector that many keyboards leave out. The second form also has the emoji that are newer than this ICU. No
 * form has letters, so a reaction carries no text. The flag `v` is a RegExp argument, because the compiler targets an
 * older standard.
 */
const EMOJI = new RegExp(
  String.raw`^(?:\p{RGI_Emoji}|\p{Extended_Pictographic}\p{EMod}?\u{FE0F}?(?:\u{200D}\p{Extended_Pictographic}\p{EMod}?\u{FE0F}?){0,4}|[0-9#*]\u{20E3})$`,
  'v',
);

/** Whether the text is exactly one emoji. */
export const isEmoji = (text: string): boolean => [...text].length <= LONGEST && EMOJI.test(text);
