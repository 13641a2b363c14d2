/** Prints the problems of a check, one a line; any problem fails it. @param {string[]} problems */
export function report(problems) {
  for (const problem of problems) console.log(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
