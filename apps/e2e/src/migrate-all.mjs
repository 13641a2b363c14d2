/**
 * Runs the `migrate.js` of several apps one after the other in one process, which loads their libraries once: five
 * processes of their own would cost each start a second and a half. Arguments: absolute paths.
 */
for (const script of process.argv.slice(2)) await import(script);
