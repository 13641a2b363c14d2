import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A process of a benchmark that runs one order after the other and returns a report for each. */
export class Child<Order extends object, Report extends { kind: string }> {
  private readonly process: ChildProcess;

  constructor(file: URL) {
    this.process = fork(file);
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  /** Sends an order and returns its report, which must be of this kind. */
  async run<Kind extends Report['kind']>(order: Order, kind: Kind): Promise<Extract<Report, { kind: Kind }>> {
    this.process.send(order);
    const over = new AbortController();
    const ended = once(this.process, 'exit', { signal: over.signal }).then(() => {
      throw new Error('A process of the benchmark ended');
    });
    const [report] = (await Promise.race([once(this.process, 'message', { signal: over.signal }), ended])) as [Report];
    ended.catch(() => undefined);
    over.abort();
    if (isOf(report, kind)) return report;
    throw new Error(`A process of the benchmark returned ${JSON.stringify(report).slice(0, 500)}`);
  }

  end(): void {
    this.process.kill('SIGKILL');
  }
}

const isOf = <Report extends { kind: string }, Kind extends string>(
  report: Report,
  kind: Kind,
): report is Extract<Report, { kind: Kind }> => report.kind === kind;
