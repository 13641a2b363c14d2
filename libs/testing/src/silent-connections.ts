import { connect, type Socket } from 'node:net';

/** Connections that send the given text and nothing else, opened one after the other. The caller destroys them. */
export async function silentConnections(port: number, count: number, text = ''): Promise<Socket[]> {
  const sockets: Socket[] = [];
  for (let at = 0; at < count; at += 1)
    sockets.push(
      await new Promise<Socket>((resolve, reject) => {
        const socket = connect(port, '127.0.0.1', () => resolve(socket));
        socket.once('error', reject).on('error', () => undefined);
        socket.resume();
        if (text !== '') socket.write(text);
      }),
    );
  return sockets;
}
