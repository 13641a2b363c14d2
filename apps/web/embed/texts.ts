const en = {
  play: 'Play {title}',
  pause: 'Pause {title}',
  position: 'Position',
  of: '{position} of {length}',
  failed: 'This track cannot be played now.',
};

const fr: typeof en = {
  play: 'Écouter {title}',
  pause: 'Mettre {title} en pause',
  position: 'Position',
  of: '{position} sur {length}',
  failed: 'Ce morceau ne peut pas être écouté maintenant.',
};

const texts = document.documentElement.lang === 'fr' ? fr : en;

export const textOf = (key: keyof typeof en, values: Readonly<Record<string, string>> = {}): string =>
  texts[key].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
