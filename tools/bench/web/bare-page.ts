import { createServer } from 'node:http';
import { freePort } from '@veza/servers';
import { WebSocketServer } from 'ws';

export interface BareServer {
  readonly url: string;
  close(): void;
}

const LINES = 3_000;

/** The least that such a page can be: Enter shows the line and sends it, and a line that arrives is shown. */
const PAGE = `<!doctype html>
<title>bare</title>
<div role="region" style="height: 600px; overflow-y: scroll"></div>
<textarea></textarea>
<script>
  const log = document.querySelector('[role=region]');
  const field = document.querySelector('textarea');
  const socket = new WebSocket(location.href.replace('http', 'ws'));
  const append = (text) => {
    const line = document.createElement('p');
    line.textContent = text;
    log.append(line);
  };
  const show = (text) => {
    append(text);
    log.scrollTop = log.scrollHeight;
  };
  for (let n = 0; n < ${LINES}; n += 1) append('a line of the bare page, number ' + n);
  log.scrollTop = log.scrollHeight;
  socket.onmessage = ({ data }) => show(data);
  field.onkeydown = (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    show(field.value);
    socket.send(field.value);
    field.value = '';
  };
</script>`;

/** A page without a framework, whose server passes each line to the other sockets. */
export async function serveBarePage(): Promise<BareServer> {
  const server = createServer((_, response) => void response.setHeader('content-type', 'text/html').end(PAGE));
  const { clients } = new WebSocketServer({ server }).on('connection', (socket) => {
    socket.on('message', (line: Buffer) => {
      for (const other of clients) if (other !== socket) other.send(line.toString());
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = () => {
    for (const client of clients) client.terminate();
    server.close();
  };
  return { url: `http://localhost:${port}/`, close };
}
