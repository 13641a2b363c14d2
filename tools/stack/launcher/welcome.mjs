/** The people of the demo world; they are made over the public API like anybody else. */
export const DEMO_ACCOUNTS = [
  { username: 'ada', email: 'ada@veza.local' },
  { username: 'bela', email: 'bela@veza.local' },
  { username: 'chidi', email: 'chidi@veza.local' },
];
export const DEMO_PASSWORD = 'demo-password';

/** What one does first. @param {number} port @param {boolean} empty @returns {string} */
export function welcome(port, empty) {
  const here = `http://localhost:${port}`;
  const admin = `${process.env.ADMIN_EMAIL ?? 'admin@veza.local'}${process.env.ADMIN_PASSWORD ? '' : ' / change-me-admin'}`;
  const people = empty ? '' : `\n  demo accounts    ${DEMO_ACCOUNTS.map(({ email }) => email).join(', ')} / ${DEMO_PASSWORD}`;
  return `
  API              ${here}/api/v1
  documentation    ${here}/docs
  mail that was sent  ${here}/dev/outbox?to=<address>
  administrator    ${admin}${people}
`;
}
