import { type Guide, json, ts } from './guide.js';

export const sockets: Guide = {
  slug: 'sockets',
  title: 'Sockets',
  summary: 'Messages are sent and received over WebSocket: `veza.v1` at `/ws`.',
  parts: [
    '## With the SDK',
    'The client comes back by itself after a lost connection, joins its rooms again, and delivers what was missed, each event once. A message that is sent while offline waits.',
    ts(
      "import { Chat } from '@veza/sdk/chat';",
      '',
      'const chat = new Chat(veza, { WebSocket }); // browsers have one',
      "chat.on('message', ({ username, content }) => console.log(username, content));",
      'chat.connect();',
      'await chat.join(room);',
      "const sent = await chat.settled(chat.send({ room }, { content: 'Hello' }));",
      'console.log(sent.seq);',
      'chat.close();',
    ),
    '## By frames',
    'Get a [ticket](/docs#createTicket), connect to `/ws?ticket=…`, and send frames of JSON, at most 256 KiB. Each command has an `id`, which its reply repeats.',
    json({ type: 'message', id: '1', timestamp: 1772357400000, data: { room_id: 'general', content: 'Hello' } }),
    'All frames of all dialects are in [the AsyncAPI document](/asyncapi.json). New clients use `veza.v1`; the other dialects are for clients that exist.',
    '## Be a good client',
    'After a close, wait a random time that grows, and keep to the delay that the server names. Ask for history from the last `seq` that was seen.',
  ],
};
