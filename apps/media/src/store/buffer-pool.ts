/** Sizes of the buffers, and how many of each are kept: 24 MiB at most. */
const CLASSES = [
  { bytes: 64 * 1024, most: 128 },
  { bytes: 256 * 1024, most: 64 },
];
export const MOST_LOAN_BYTES = 256 * 1024;

/** Bytes in a buffer that is used again: the reader calls `release` once, when they are written, and not after a failure. */
export interface Loan {
  bytes: Buffer;
  release(): void;
}

/**
 * Buffers for reads. A new buffer of this size costs more than the read: the kernel clears its pages, and the collector
 * gets to know of it late.
 */
export class BufferPool {
  private readonly free = CLASSES.map((size) => ({ ...size, buffers: new Array<Buffer>() }));

  take(bytes: number): Buffer {
    const fitting = this.free.find((each) => each.bytes >= bytes);
    if (!fitting) throw new Error(`no buffer has ${bytes} bytes`);
    return fitting.buffers.pop() ?? Buffer.allocUnsafeSlow(fitting.bytes);
  }

  give(buffer: Buffer): void {
    const fitting = this.free.find((each) => each.bytes === buffer.length);
    if (fitting && fitting.buffers.length < fitting.most) fitting.buffers.push(buffer);
  }
}
