import { z } from 'zod';

const Event = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.number(),
  tid: z.number(),
  ts: z.number(),
  dur: z.number().optional(),
  tdur: z.number().optional(),
  args: z.record(z.string(), z.unknown()).optional(),
});
type Event = z.output<typeof Event>;
const Trace = z.object({ traceEvents: z.array(Event) });

export const CATEGORIES = ['toplevel', 'devtools.timeline', '__metadata'];

/** A task of the main thread of a page. */
export interface Task {
  ms: number;
  /** Of the processor alone: the rest is waiting for one. */
  cpuMs: number;
  /** What took longest in it. */
  parts: string;
}

/** The tasks of the busiest main thread of a Chromium trace, longest first. */
export function tasksOf(trace: Buffer): Task[] {
  const { traceEvents } = Trace.parse(JSON.parse(trace.toString()));
  const mains = traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.['name'] === 'CrRendererMain');
  const threads = mains.map(({ pid, tid }) => traceEvents.filter((event) => event.pid === pid && event.tid === tid));
  const perThread = threads.map((events) => events.filter(({ name, ph }) => ph === 'X' && /RunTask$/.test(name)));
  const sums = perThread.map((tasks) => tasks.reduce((sum, { dur = 0 }) => sum + dur, 0));
  const busiest = sums.indexOf(Math.max(...sums));
  const events = threads[busiest] ?? [];
  const tasks = (perThread[busiest] ?? []).toSorted((a, b) => (b.dur ?? 0) - (a.dur ?? 0));
  return tasks.map((task, rank) => ({
    ms: (task.dur ?? 0) / 1_000,
    cpuMs: (task.tdur ?? 0) / 1_000,
    parts: rank === 0 ? partsOf(task, events) : '',
  }));
}

/** The names of what ran in a task, with their milliseconds, longest first. */
function partsOf(task: Event, events: readonly Event[]): string {
  const end = task.ts + (task.dur ?? 0);
  const sums = new Map<string, number>();
  for (const { name, ph, ts, dur = 0 } of events)
    if (ph === 'X' && !/RunTask$/.test(name) && ts >= task.ts && ts + dur <= end) sums.set(name, (sums.get(name) ?? 0) + dur);
  const longest = [...sums].sort(([, a], [, b]) => b - a).slice(0, 5);
  return longest.map(([name, micros]) => `${name} ${(micros / 1_000).toFixed(1)}`).join(', ');
}
