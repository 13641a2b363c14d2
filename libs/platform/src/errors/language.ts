export type Language = 'en' | 'fr';

/** The preferred language of messages according to Accept-Language; English when it has neither of the two. */
export function languageOf(acceptLanguage: string | undefined): Language {
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
  return weights.fr > weights.en ? 'fr' : 'en';
}
