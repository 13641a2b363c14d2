/** What the bundler makes of files that are no script. */
declare module '*.module.css' {
  const classes: Readonly<Record<string, string>>;
  export default classes;
}
declare module '*.css';

interface ImportMeta {
  glob<Module>(pattern: string): Record<string, () => Promise<Module>>;
}
