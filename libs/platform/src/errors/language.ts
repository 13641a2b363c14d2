export type Language = 'en' | 'fr';

/** The preferred language of messages according to Accept-Language; English when it has neither of the two. */
export const languageOf = (acceptLanguage: string | undefined): Language => statedLanguage(acceptLanguage) ?? 'en';

/** The preferred of the two languages; undefined when Accept-Language has neither, as that of a program (`*`). */
export function statedLanguage(acceptLanguage: string | undefined): Language | undefined {
  const weights = { en: 0, fr: 0 };
  for (const range of (acceptLanguage ?? '').slice(0, 500).split(',')) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const primary = tag.split('-')[0];
    const quality = Number(
      parameters
        .find((each) => each.trim().startsWith('q='))
        ?.trim()
        .slice(2) ?? 1,
    );
    if (primary === 'en' || primary === 'fr') weights[primary] = Math.max(weights[primary], quality || 0);
  }
  if (weights.fr === 0 && weights.en === 0) return undefined;
  return weights.fr > weights.en ? 'fr' : 'en';
}
