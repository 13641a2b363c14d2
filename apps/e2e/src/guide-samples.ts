import { createContext, Script } from 'node:vm';

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

/** The TypeScript samples of a guide as it is served, in their order. */
export function samplesOf(page: string): string[] {
  return [...page.matchAll(/<code class="language-ts">([\s\S]*?)<\/code>/g)].map(([, text = '']) =>
    text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity),
  );
}

/**
 * Runs the samples of a guide as one program, in which the names of its imports are given, and returns what it printed and
 * the values of these names.
 */
export async function runSamples(samples: readonly string[], given: object, names: readonly string[] = []) {
  const printed: unknown[][] = [];
  const body = samples.join('\n').replaceAll(/^import .*$/gm, '');
  const program = `(async () => {\n${body}\nreturn { ${names.join(', ')} };\n})()`;
  const console = { log: (...values: unknown[]) => void printed.push(values) };
  const context = createContext({ fetch, Buffer, setTimeout, ...given, console });
  const values: Record<string, unknown> = await new Script(program).runInContext(context);
  return { printed, values };
}
