/** What a page of one form shows before its first script has run: the gateway puts it into the page. */
export interface FirstForm {
  readonly title: string;
  readonly fields: readonly string[];
  readonly button: string;
}

type Texts = { [name: string]: Texts | string };

/** Undefined for a page that is no form for everyone. Fails for a text that has another name now. */
export function formOf(path: string, textsOf: (feature: string) => Texts): FirstForm | undefined {
  if (path !== '/sign-in') return undefined;
  const text = (...names: string[]): string => {
    const found = names.reduce<Texts | string | undefined>(
      (texts, name) => (typeof texts === 'object' ? texts[name] : undefined),
      textsOf('auth'),
    );
    if (typeof found !== 'string') throw new Error(`The texts have no ${names.join('.')}.`);
    return found;
  };
  return { title: text('signIn', 'title'), fields: [text('email'), text('password')], button: text('signIn', 'submit') };
}
