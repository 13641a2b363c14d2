import { freePort } from '../../../libs/servers/src/ports.js';
import { Compose } from './compose.mjs';
import { buildImages } from './images.mjs';
import { askKit } from './kit.mjs';
import { startMailbox } from './mailbox.mjs';
import { readOptions, USAGE } from './options.mjs';
import { checkFronts, checkMemory, checkStartTimes } from './platform-in-compose.mjs';
import { makeNetwork, Pods, removeNetwork } from './pods.mjs';
import { refuseBadInput } from './refusals.mjs';
import { Report } from './report.mjs';
import { limitPrograms } from './run.mjs';
import { addressesOf, freshSettings, limitsOfTheKit } from './settings.mjs';
import { ONE_PERSON_TALKS, stopEach } from './stops.mjs';

const options = readOptions(process.argv.slice(2));
if (options.help) {
  console.log(USAGE);
  process.exit(0);
}
limitPrograms(options.limitMs);
const report = new Report();
const wanted = (/** @type {string} */ stage) => options.stages.includes(stage);

async function verify() {
  if (wanted('images')) {
    report.stage('images');
    await buildImages(options, report);
  }
  const [smtpPort, mailboxPort] = [await freePort(), await freePort()];
  const mailbox = await startMailbox(smtpPort, mailboxPort);
  try {
    if (['compose', 'stops', 'refusals'].some(wanted)) await inCompose(smtpPort, mailboxPort);
    if (wanted('pods')) await asPods(smtpPort, mailboxPort);
  } finally {
    await mailbox.stop();
  }
}

/** @param {number} smtpPort @param {number} mailboxPort */
async function inCompose(smtpPort, mailboxPort) {
  const compose = new Compose({ ...(await freshSettings()), ...limitsOfTheKit(smtpPort) });
  await compose.down({ volumes: true });
  try {
    report.stage('compose');
    await compose.up(report);
    const addresses = addressesOf(compose.settings, mailboxPort);
    if (wanted('compose')) {
      await checkStartTimes(compose, report);
      await checkMemory(compose, report);
      await checkFronts(compose, report);
      await askKit(options.kit, addresses, 'compose', report);
    }
    if (wanted('stops')) {
      report.stage('a signal for each');
      // The same data under other limits: the platform restarts on the data that the kit left.
      await compose.down({ volumes: false });
      Object.assign(compose.settings, ONE_PERSON_TALKS);
      await compose.up(report);
      await stopEach(compose, addresses, options.bases !== undefined, report);
    }
    if (wanted('refusals')) {
      report.stage('bad input');
      await refuseBadInput(compose, report);
    }
  } finally {
    if (!options.keep) await compose.down({ volumes: true });
    compose.forget();
  }
}

/** @param {number} smtpPort @param {number} mailboxPort */
async function asPods(smtpPort, mailboxPort) {
  const pods = new Pods(limitsOfTheKit(smtpPort, await makeNetwork()), options.bases !== undefined);
  await pods.down();
  try {
    report.stage('pods');
    await pods.up(report);
    await askKit(options.kit, await pods.addresses(mailboxPort), 'pods', report);
  } finally {
    if (!options.keep) {
      await pods.down();
      await removeNetwork();
    }
    pods.forget();
  }
}

try {
  await verify();
} catch (error) {
  report.check('the run came to its end', false, error instanceof Error ? error.message : String(error));
}
process.exitCode = report.end();
