export type PaletteDialog = 'palette' | 'shortcuts';

/** What a key opens. A French keyboard has `/` above another character, so Shift may be held with it. */
export function wantedBy({ key, ctrlKey, metaKey, altKey, shiftKey, isComposing }: KeyboardEvent): PaletteDialog | undefined {
  if ((!ctrlKey && !metaKey) || altKey || isComposing) return undefined;
  if (key.toLowerCase() === 'k' && !shiftKey) return 'palette';
  return key === '/' ? 'shortcuts' : undefined;
}
