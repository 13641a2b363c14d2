/** Results in order; the last lines of the output list all failures. */
export class Report {
  /** @type {string[]} */
  failures = [];
  /** @type {string[]} */
  summary = [];
  passed = 0;

  /** @param {string} title */
  stage(title) {
    console.log(`\n=== ${title}`);
  }

  /** @param {string} text */
  say(text) {
    console.log(text);
  }

  /** Prints a line now and again in the summary. @param {string} text */
  note(text) {
    console.log(text);
    this.summary.push(text);
  }

  /** @param {string} what @param {boolean} good @param {string} [seen] */
  check(what, good, seen = '') {
    console.log(`${good ? 'ok    ' : 'FAILED'} ${what}${seen === '' ? '' : `: ${seen}`}`);
    if (good) this.passed += 1;
    else this.failures.push(`${what}${seen === '' ? '' : `: ${seen}`}`);
  }

  end() {
    console.log(`\n=== Summary\n${this.summary.join('\n')}`);
    for (const failure of this.failures) console.log(`FAILED ${failure}`);
    console.log(`${this.passed} passed, ${this.failures.length} failed`);
    return this.failures.length === 0 ? 0 : 1;
  }
}
