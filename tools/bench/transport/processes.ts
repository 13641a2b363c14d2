import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { TransportOrder, TransportReport } from './child.js';
import { sides, type SideName } from './sides/index.js';
import type { Endpoint } from './sides/side.js';

type Measured = Extract<TransportReport, { kind: 'measured' }>;
export interface TransportSample extends Measured {
  /** Microseconds of processor time for each request: caller, replicas, Redis. Undefined where /proc is not available. */
  readonly cpu?: readonly [caller: number, replicas: number, redis: number];
}

/** The processes of one side: its replicas and one caller. */
export class SideProcesses {
  private readonly replicas: ChildProcess[] = [];
  private caller: ChildProcess | undefined;

  constructor(
    readonly name: SideName,
    private readonly place: Endpoint,
    private readonly redisPid: number,
  ) {}

  async start(): Promise<void> {
    const { name: side, place } = this;
    for (let n = 0; n < sides[side].replicas; n++) this.replicas.push(await started({ kind: 'serve', side, place }));
    this.caller = await started({ kind: 'call', side, place });
  }

  async measure(concurrency: number, ms: number): Promise<TransportSample> {
    if (!this.caller) throw new Error('It has not been started');
    const before = this.spent();
    const report = await requestReport(this.caller, { kind: 'measure', concurrency, ms });
    const after = this.spent();
    if (report.kind !== 'measured') throw new Error(`${this.name} answered ${JSON.stringify(report)}`);
    const perRequest = (n: 0 | 1 | 2): number => ((after?.[n] ?? 0) - (before?.[n] ?? 0)) / report.count;
    return { ...report, cpu: before && after && [perRequest(0), perRequest(1), perRequest(2)] };
  }

  stop(): void {
    for (const child of [...this.replicas, this.caller]) child?.kill('SIGKILL');
  }

  private spent(): readonly [number, number, number] | undefined {
    try {
      const replicas = this.replicas.map(({ pid }) => cpuMicros(pid)).reduce((sum, each) => sum + each, 0);
      return [cpuMicros(this.caller?.pid), replicas, cpuMicros(this.redisPid)];
    } catch {
      return undefined;
    }
  }
}

async function started(order: TransportOrder): Promise<ChildProcess> {
  const child = fork(new URL('child.js', import.meta.url));
  const report = await requestReport(child, order);
  if (report.kind !== 'ready') throw new Error(`A process of the benchmark did not start: ${JSON.stringify(report)}`);
  return child;
}

async function requestReport(child: ChildProcess, order: TransportOrder): Promise<TransportReport> {
  child.send(order);
  const gone = new AbortController();
  const exited = once(child, 'exit', { signal: gone.signal }).then(() => {
    throw new Error('A process of the benchmark ended');
  });
  const [report] = (await Promise.race([once(child, 'message', { signal: gone.signal }), exited])) as [TransportReport];
  exited.catch(() => undefined);
  gone.abort();
  return report;
}

/** Linux counts a process' time in hundredths of a second. */
function cpuMicros(pid = 0): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}
