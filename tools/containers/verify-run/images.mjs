import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { render } from '../../k8s/render.mjs';
import { ROOT } from '../../stack/workspace/paths.mjs';
import { composeFile } from './compose-file.mjs';
import { buildNginx, isNginx } from './nginx.mjs';
import { must, podman } from './run.mjs';

export const APPS = ['gateway', 'chat', 'media', 'catalog', 'booking', 'community'];
const GATEWAY_LIMIT_MB = 120;

/** Images of others that the compose file, with every profile, and the local overlay start. @param {string} base */
function imagesOfOthers(base) {
  const compose = Object.values(composeFile().services).map(({ image }) => image);
  const pods = render('k8s/overlays/local').flatMap(({ spec }) =>
    (spec?.template?.spec?.containers ?? []).map((/** @type {{ image: string }} */ { image }) => image),
  );
  return [base, ...new Set([...compose, ...pods].filter((image) => !image.startsWith('veza/')))];
}

/** Builds or pulls the base images, builds the images of the platform and reports their sizes. @param {import('./options.mjs').Options} options @param {import('./report.mjs').Report} report */
export async function buildImages({ bases, node }, report) {
  const base = `node:${node}-bookworm-slim`;
  const others = imagesOfOthers(base);
  if (bases) {
    report.say(
      (
        await must(
          bases,
          others.filter((image) => !isNginx(image)),
        )
      ).stdout.trim(),
    );
    for (const image of others.filter(isNginx)) await buildNginx(image);
  } else for (const image of others) await podman(['pull', '-q', `docker.io/library/${image}`]);

  const secrets = mkdtempSync(join(tmpdir(), 'veza-build-'));
  try {
    const access = await registryAccess(secrets);
    for (const app of APPS) await build([`--build-arg=APP=${app}`], `veza/${app}`, node, access, report, bases !== undefined);
    await build(['--target=migrate'], 'veza/migrate', node, access, report, bases !== undefined);
    await build(['--target=web', '--build-arg=APP=web'], 'veza/web', node, access, report, bases !== undefined);
  } finally {
    rmSync(secrets, { recursive: true, force: true });
  }
  const baseSize = await sizeOf(base);
  report.note(`base ${base}: ${baseSize} MB`);
  for (const app of [...APPS, 'migrate', 'web']) {
    const size = await sizeOf(`veza/${app}:${version()}`);
    report.note(`image veza/${app}: ${size} MB, ${size - baseSize} MB without the base`);
    if (app === 'gateway')
      report.check(
        `the gateway adds at most ${GATEWAY_LIMIT_MB} MB`,
        size - baseSize <= GATEWAY_LIMIT_MB,
        `${size - baseSize} MB`,
      );
    await checkBill(app, report);
  }
  await checkWebClient(report);
}

/** The bill of materials has the packages of npm and of Debian that the image contains. @param {string} app @param {import('./report.mjs').Report} report */
async function checkBill(app, report) {
  const printed = await podman(['run', '--rm', '--network=none', `veza/${app}:${version()}`, 'cat', '/veza/sbom.cdx.json']);
  const { bomFormat, components } = JSON.parse(printed);
  const named = new Set(components.map((/** @type {{ name: string }} */ { name }) => name));
  const own = { media: ['pg', 'sharp', 'ffmpeg'], web: ['react', 'nginx-light'] }[app] ?? ['pg'];
  const wanted = ['libc6', 'node', ...own];
  const missing = wanted.filter((name) => !named.has(name));
  report.check(
    `veza/${app} has a bill of materials`,
    bomFormat === 'CycloneDX' && missing.length === 0 && components.length > 100,
    missing.length === 0 ? `${components.length} components` : `without ${missing.join(', ')}`,
  );
}

/** The image of the web client on a read-only root file system. @param {import('./report.mjs').Report} report */
async function checkWebClient(report) {
  const program = `
    require('node:child_process').spawn('nginx', ['-c', '/veza/nginx.conf', '-g', 'daemon off;'], { stdio: 'inherit' });
    const ready = () => fetch('http://127.0.0.1:9100/readyz').catch(() => new Promise((next) => setTimeout(next, 50)).then(ready));
    ready().then(async () => {
      const [page, missing] = await Promise.all(['/app/rooms/1', '/app/assets/none.js'].map((path) => fetch('http://127.0.0.1:8080' + path)));
      const text = await page.text();
      console.log(JSON.stringify([page.status, missing.status, text.includes('id="root"'), page.headers.get('content-security-policy')]));
      process.exit(0);
    });`;
  const args = ['run', '--rm', '--network=none', '--read-only', '--tmpfs=/tmp', `veza/web:${version()}`, 'node', '-e', program];
  const [page, missing, isClient, policy] = JSON.parse(await podman(args));
  report.check(
    'veza/web serves the client with its policy',
    page === 200 && missing === 404 && isClient && String(policy).includes("script-src 'self'"),
    `page ${page}, missing file ${missing}`,
  );
}

/** @param {string[]} choice @param {string} name @param {string} node @param {string[]} access @param {import('./report.mjs').Report} report @param {boolean} local */
async function build(choice, name, node, access, report, local) {
  const started = Date.now();
  const args = [
    'build',
    '--isolation=chroot',
    '--layers',
    '--format=docker',
    `--build-arg=NODE_IMAGE=node:${node}-bookworm-slim`,
  ];
  await must('buildah', [...args, ...(local ? ['--pull=never'] : []), ...access, ...choice, '-t', `${name}:${version()}`, '.'], {
    cwd: ROOT,
  });
  report.say(`built ${name} in ${((Date.now() - started) / 1_000).toFixed(1)} s`);
}

/** This machine's way to its npm registry, for the time of the build: it stays in no layer. @param {string} folder */
async function registryAccess(folder) {
  const npmSetting = async (/** @type {string} */ key) =>
    (await must('npm', ['config', 'get', key], { cwd: ROOT })).stdout.trim();
  const [registry, authority] = [await npmSetting('registry'), await npmSetting('cafile')];
  const trusted = authority !== '' && authority !== 'null';
  const file = join(folder, 'npmrc');
  writeFileSync(file, `registry=${registry}\n${trusted ? 'cafile=/etc/ssl/registry.pem\n' : ''}`, { mode: 0o600 });
  return [`--secret=id=npmrc,src=${file}`, ...(trusted ? [`--volume=${authority}:/etc/ssl/registry.pem:ro`] : [])];
}

/** In MB of a million bytes, as registries count. @param {string} image */
async function sizeOf(image) {
  return Math.round(Number(await podman(['image', 'inspect', '--format', '{{.Size}}', image])) / 1e6);
}

/** Tag of the images in the compose file and the manifests: the version of the repository. */
export function version() {
  return JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version;
}
