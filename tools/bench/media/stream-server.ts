import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { pipeline } from 'node:stream';

/** The usual Range server of Node: stat, createReadStream, pipe. The path of the file and the port are its arguments. */
const [file = '', port = '0'] = process.argv.slice(2);

createServer((request, response) => {
  void stat(file).then(({ size }) => {
    const [, first = '0', last = ''] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    const [start, end] = [Number(first), last === '' ? size - 1 : Math.min(Number(last), size - 1)];
    response.writeHead(206, {
      'content-type': 'audio/mp4',
      'accept-ranges': 'bytes',
      'content-length': end - start + 1,
      'content-range': `bytes ${start}-${end}/${size}`,
    });
    pipeline(createReadStream(file, { start, end }), response, () => undefined);
  });
}).listen(Number(port), '127.0.0.1', 4_096);
