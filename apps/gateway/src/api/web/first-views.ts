import { z } from 'zod';

/** `first-views.json` of a build (`apps/web/build/first-views.ts`): files by number, and what the first view of a page needs. */
const List = z.object({
  files: z.array(z.string()),
  views: z.array(
    z.object({
      path: z.string(),
      audience: z.enum(['open', 'shared', 'signedIn']),
      viewer: z.enum(['visitor', 'person']),
      language: z.enum(['en', 'fr']),
      form: z.object({ title: z.string(), fields: z.array(z.string()), button: z.string() }).optional(),
      files: z.array(z.number()),
    }),
  ),
});
type View = z.infer<typeof List>['views'][number];

export type FirstForm = NonNullable<View['form']>;

export interface Viewing {
  readonly viewer: View['viewer'];
  readonly language: View['language'];
}

export interface FirstView {
  readonly key: string;
  readonly files: readonly string[];
  readonly form?: FirstForm;
}

/** Where a visitor of a page that needs a session is led. */
const SIGN_IN = '/sign-in';

/** Which files of a build the page of an address loads first. */
export class FirstViews {
  private constructor(
    private readonly files: readonly string[],
    private readonly views: readonly (View & { parts: readonly string[] })[],
  ) {}

  /** Undefined for a build without the list, or with one of another form: its pages are sent as they are. */
  static of(bytes: Buffer | undefined): FirstViews | undefined {
    if (bytes === undefined) return undefined;
    const { data } = List.safeParse(parsed(bytes.toString()));
    // A fixed part of a path goes before a parameter: `/products/new` before `/products/$productId`.
    const order = ({ path }: View) => path.replace(/\$\w+/g, '~');
    const sorted = data?.views.sort((one, other) => (order(one) < order(other) ? -1 : 1));
    return (
      data &&
      sorted &&
      new FirstViews(
        data.files,
        sorted.map((view) => ({ ...view, parts: partsOf(view.path) })),
      )
    );
  }

  /** Paths below the root of the build; undefined for an address of no page. The key is the same for the same files. */
  find(path: string, { viewer, language }: Viewing): FirstView | undefined {
    const parts = partsOf(path);
    const ofPath = this.views.filter((view) => view.language === language && isMatch(view.parts, parts));
    const [route] = ofPath;
    const isLedAway = route?.audience === 'signedIn' && viewer === 'visitor';
    if (isLedAway && path !== SIGN_IN) return this.ledAway({ viewer, language });
    const view = ofPath.find((each) => each.path === route?.path && each.viewer === viewer) ?? route;
    if (!view) return undefined;
    const files = view.files.flatMap((number) => this.files[number] ?? []);
    return { key: `${view.path} ${view.viewer} ${language}`, files, ...(view.form && { form: view.form }) };
  }

  /** Without the form: a person who comes by a link elsewhere seems a visitor, because the cookie is only sent from here. */
  private ledAway(viewing: Viewing): FirstView | undefined {
    const found = this.find(SIGN_IN, viewing);
    return found && { key: `${found.key} led away`, files: found.files };
  }
}

const partsOf = (path: string): string[] => path.split('/').filter((part) => part !== '');

const isMatch = (pattern: readonly string[], parts: readonly string[]): boolean =>
  pattern.length === parts.length && pattern.every((part, index) => part.startsWith('$') || part === parts[index]);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
