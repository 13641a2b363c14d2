import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../stack/workspace/paths.mjs';
import { report } from './report.mjs';
import { sourceFiles } from './source-files.mjs';
import { PROJECTS } from './structure-rules.mjs';

/** An exported type name stands for one thing in a project and the libraries that it imports. */
const EXPORTED = /^export (?:declare )?(?:abstract )?(?:class|interface|type|enum) (\w+)/gm;
const SOURCE = /^((?:apps|libs)\/[^/]+)\/(?:src|worker)\/.*(?<!\.spec|\.d)\.tsx?$/;

/** @type {Map<string, Map<string, string[]>>} project → name → files */
const byProject = new Map();
for (const file of sourceFiles('apps').concat(sourceFiles('libs'))) {
  const project = SOURCE.exec(file)?.[1];
  if (project === undefined || file.includes('/generated/')) continue;
  const names = byProject.get(project) ?? new Map();
  byProject.set(project, names);
  for (const [, name = ''] of readFileSync(join(ROOT, file), 'utf8').matchAll(EXPORTED))
    names.set(name, [...new Set([...(names.get(name) ?? []), file])]);
}

report(
  [...byProject].flatMap(([project, names]) =>
    [...names].flatMap(([name, files]) => {
      const imported = (PROJECTS[project] ?? PROJECTS.apps ?? []).flatMap((library) => byProject.get(library)?.get(name) ?? []);
      const all = [...files, ...imported];
      return all.length > 1 ? [`${name} is exported by ${all.join(' and ')}`] : [];
    }),
  ),
);
