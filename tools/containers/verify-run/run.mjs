import { execFile } from 'node:child_process';

/** Long enough for an image on two busy cores. `--limit` sets another one. */
let longestMs = 30 * 60_000;

/** @param {number} ms of each program that has no own limit */
export function limitPrograms(ms) {
  longestMs = ms;
}

/**
 * Runs a program to its end. Containers that it starts keep running.
 *
 * @param {string} file @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, input?: string, limitMs?: number, cwd?: string }} [options]
 * @returns {Promise<{ code: number, output: string, stdout: string }>} code 124 when the limit passed
 */
export function run(file, args, { input, limitMs = longestMs, ...options } = {}) {
  return new Promise((resolve) => {
    const child = execFile(
      file,
      args,
      { ...options, timeout: limitMs, killSignal: 'SIGKILL', maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : error.killed ? 124 : typeof error.code === 'number' ? error.code : 1;
        const end =
          code === 124 ? `\nkilled after ${limitMs / 1_000} s${limitMs === longestMs ? ' (--limit sets another time)' : ''}` : '';
        const reason = error && code === 1 && !stderr ? error.message : '';
        resolve({ code, stdout, output: `${stdout}${stderr}${reason}${end}` });
      },
    );
    child.stdin?.on('error', () => undefined); // the program may exit without reading its input
    child.stdin?.end(input);
  });
}

/** The same, for what has to go well. @param {Parameters<typeof run>} call */
export async function must(...call) {
  const result = await run(...call);
  if (result.code === 0) return result;
  const [file, args] = call;
  const ended = result.code === 124 ? 'was killed' : `ended with ${result.code}`;
  throw new Error(`${file} ${args.slice(0, 6).join(' ')} … ${ended}:\n${lastLines(result.output, 25)}`);
}

/** @param {string} text @param {number} count */
export const lastLines = (text, count) => text.trimEnd().split('\n').slice(-count).join('\n');

const NOISE = /systemd connection|level=warning/;

/** podman without its warnings about a machine without systemd. @param {string[]} args @param {Parameters<typeof run>[2]} [options] */
export async function podman(args, options) {
  const { stdout } = await must('podman', args, options);
  return stdout.trim();
}

/** What a container wrote. @param {string} name */
export async function logsOf(name) {
  const { output } = await run('podman', ['logs', name], { limitMs: 30_000 });
  return output
    .split('\n')
    .filter((line) => !NOISE.test(line))
    .join('\n');
}
