import { CABINET_PAGE, PASSWORD, USERS } from '../../demo-data/content.mjs';

/** The addresses and accounts to start with. @param {number} port @param {boolean} empty @returns {string} */
export function welcome(port, empty) {
  const here = `http://localhost:${port}`;
  const admin = `${process.env.ADMIN_EMAIL ?? 'admin@veza.local'}${process.env.ADMIN_PASSWORD ? '' : ' / change-me-admin'}`;
  const demo = empty
    ? ''
    : `\n  demo accounts    ${USERS.map(({ email }) => email).join(', ')} / ${PASSWORD}
  demo cabinet     ${here}/app/book/${CABINET_PAGE.slug}`;
  return `
  web client       ${here}/app/
  API              ${here}/api/v1
  documentation    ${here}/docs
  sent mail        ${here}/dev/outbox?to=<address>
  administrator    ${admin}${demo}
`;
}
