// The frames of veza.v1 as types of the SDK, from the AsyncAPI document.
import { asyncApiDocument } from '../../libs/contracts/dist/index.js';
import { docOf, keyOf, typeOf } from './typescript.mjs';

const DIALECT = 'veza.v1';
const servers = { gateway: 'localhost', chat: 'localhost', flat: 'localhost' };

/** An interface from the type of a frame to its fields. @param {string} name @param {string} about @param {string} operation */
function interfaceOf(name, about, operation) {
  const { operations, channels, components } = JSON.parse(JSON.stringify(asyncApiDocument(servers)));
  const messages = operations[`${DIALECT}.${operation}`].messages.map(({ $ref }) => {
    const id = channels[DIALECT].messages[$ref.split('/').at(-1)].$ref.split('/').at(-1);
    return components.messages[id];
  });
  const fields = messages.map(({ summary, payload }) => {
    const { type, data } = payload.properties;
    return `${docOf(`${summary}.`)}${keyOf(type.const)}: ${typeOf(data)};`;
  });
  return `${docOf(about)}export interface ${name} { ${fields.join(' ')} }`;
}

export const chatFrames = [
  interfaceOf('CommandFrames', 'The fields of each command of a client, by the type of its frame.', 'commands'),
  interfaceOf('EventFrames', 'The fields of each reply and event of the server, by the type of its frame.', 'events'),
].join('\n\n');
