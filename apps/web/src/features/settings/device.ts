/** Browsers and systems by what only they have in their user agent; the first one that fits counts. */
const BROWSERS = [
  ['Edge', /\bEdg(e|A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(HeadlessChrome|Chrome|CriOS)\//],
  ['Safari', /\bVersion\/[\d.]+.* Safari\//],
] as const;
const SYSTEMS = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
] as const;

export interface Device {
  browser?: string | undefined;
  system?: string | undefined;
  /** The beginning of a user agent of another program, such as `curl/8.5`. */
  program?: string | undefined;
}

/** Browser and operating system, from the user agent. */
export function deviceOf(userAgent: string): Device {
  const find = (known: readonly (readonly [string, RegExp])[]) => known.find(([, pattern]) => pattern.test(userAgent))?.[0];
  const [browser, system] = [find(BROWSERS), find(SYSTEMS)];
  if (browser !== undefined || system !== undefined) return { browser, system };
  return { program: /^[\w.-]+(\/[\w.-]+)?/.exec(userAgent)?.[0] };
}
