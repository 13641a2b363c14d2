/**
 * Says when to send what has gathered. In a turn of the event loop the first thing leaves as soon as the code that made
 * it is done, so that a single request waits for nothing; whatever comes up later in the same turn leaves together at its
 * end, so that many cost few writes.
 */
export class Turn {
  #due = false;
  #sent = false;

  constructor(private readonly send: () => void) {}

  /** There is something to send. */
  due(): void {
    if (this.#due) return;
    this.#due = true;
    if (this.#sent) return;
    this.#sent = true;
    process.nextTick(() => this.#flush());
    setImmediate(() => {
      this.#sent = false;
      if (this.#due) this.#flush();
    });
  }

  #flush(): void {
    this.#due = false;
    this.send();
  }
}
