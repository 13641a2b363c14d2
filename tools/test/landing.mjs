import { otherNodeVersions, provideNode } from '../node/provide.mjs';
import { ROOT } from '../stack/workspace/paths.mjs';
import { checkAdvisories } from './advisories.mjs';
import { changesSinceBase } from './changes.mjs';
import { kitFiles, runConformance } from './conformance.mjs';
import { confirmed, none, timed } from './counts.mjs';
import { runFirstContact } from './first-contact.mjs';
import { drillsWithModules, recordedCosts, select, SHARES, shareOfNow } from './selection.mjs';
import { measuredCommand } from './measured-command.mjs';
import { drillPart } from './test-files.mjs';

/**
 * What `.ci/run` has beside the checks and the specs: drills, the kit, and machines that differ from this one.
 *
 * @typedef {import('./lanes.mjs').Part} Part
 */
const OTHER_NODE_MS = 10 * 60_000;

/** The drills of a landing, the core first. @param {import('./test-files.mjs').Plan} plan @param {(text: string) => void} say @returns {Part[]} */
export function landingDrills(plan, say) {
  const change = changesSinceBase({ root: ROOT, given: process.env.VEZA_BASE });
  const share = shareOfNow();
  const chosen = select(drillsWithModules(), { changed: change?.files, share, costs: recordedCosts() });
  const names = (/** @type {import('./drills.mjs').Drill[]} */ drills) => drills.map(({ file }) => file).join(' ') || 'none';
  say(change ? `change since ${change.base}: ${change.files.length} files` : 'the base is not known: every drill is affected');
  say(`core: ${names(chosen.core)}`);
  say(`affected: ${names(chosen.affected)}`);
  say(`share ${share} of ${SHARES} (VEZA_SHARE=${share} repeats it): ${names(chosen.share)}`);
  if (chosen.left.length > 0) say(`affected, to run by hand: npm run drill -- ${names(chosen.left)}`);
  return [...chosen.core, ...chosen.share, ...chosen.affected].map((drill) => drillPart(drill, plan));
}

/**
 * The first contact mostly waits for downloads, and the kit for the system: they stand beside the heavy lane.
 *
 * @param {string} folder for what they write
 * @returns {Part[]}
 */
export function otherParts(folder) {
  const kit = kitFiles();
  if (kit.length === 0) console.log('skipped: no conformance kit is present, or no file is listed in .ci/conformance');
  return [
    repeatable('first contact', runFirstContact),
    ...(kit.length > 0 ? [light('conformance', () => runConformance(kit, folder))] : []),
    ...otherNodeVersions().map((version) => repeatable(`smoke journey on Node ${version}`, () => journeyOn(version))),
    light('advisories', async () => [await timed('advisories', checkAdvisories)]),
  ];
}

/** @param {string} name @param {() => Promise<import('./counts.mjs').Counts>} work @returns {Part} */
function repeatable(name, work) {
  const again = async () => [await timed(name, work)];
  return light(name, async () => [await timed(name, work, again)]);
}

/** @param {string} name @param {Part['run']} run @returns {Part} */
const light = (name, run) => ({ files: [name], heavy: false, run });

/** The smoke journey with everything on this Node: the specs, the services and their native packages. @param {string} version */
async function journeyOn(version) {
  const node = await provideNode(version, (text) => console.log(`· ${text}`));
  const args = ['tools/test/run.mjs', 'apps/e2e/test/smoke'];
  const { code, output, cpuMs } = await measuredCommand(node, args, { cwd: ROOT, limitMs: OTHER_NODE_MS });
  if (code !== 0) console.log(output);
  const [, passed = 0, failed = 0] = /(\d+) passed, (\d+) failed\s*$/.exec(output) ?? [];
  const name = `the smoke journey on Node ${version}`;
  return confirmed({ ...none(), cpuMs, passed: Number(passed), failed: Number(failed) }, name, code);
}
