export type Language = 'en' | 'fr';

/** The better accepted of the two languages of messages; English when the header says nothing about either. */
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
