import { PASSWORD, PEOPLE } from '../../world/content.mjs';

/** What one does first. @param {number} port @param {boolean} empty @returns {string} */
export function welcome(port, empty) {
  const here = `http://localhost:${port}`;
  const admin = `${process.env.ADMIN_EMAIL ?? 'admin@veza.local'}${process.env.ADMIN_PASSWORD ? '' : ' / change-me-admin'}`;
  const people = empty ? '' : `\n  demo accounts    ${PEOPLE.map(({ email }) => email).join(', ')} / ${PASSWORD}`;
  return `
  API              ${here}/api/v1
  documentation    ${here}/docs
  mail that was sent  ${here}/dev/outbox?to=<address>
  administrator    ${admin}${people}
`;
}
