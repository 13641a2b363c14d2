import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface OutsideServer {
  origin: string;
  /** What the server does from now on. */
  serve(listener: RequestListener): void;
  stop(): Promise<void>;
}

/** A web server that booking reads calendars from. */
export async function startOutsideServer(): Promise<OutsideServer> {
  let current: RequestListener = (_request, response) => response.writeHead(404).end();
  const server = createServer((request, response) => current(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    serve: (listener) => {
      current = listener;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The text of a calendar with these lines of events. */
export const calendarText = (...events: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Outside//EN', ...events, 'END:VCALENDAR', ''].join('\r\n');

let events = 0;

/** `2027-03-29T09:00` in UTC. */
export const eventText = (start: string, end: string, ...more: string[]): string =>
  [
    'BEGIN:VEVENT',
    ...(more.some((line) => line.startsWith('UID')) ? [] : [`UID:outside-${(events += 1)}`]),
    'DTSTAMP:20270101T000000Z',
    `DTSTART:${start.replaceAll(/[-:]/g, '')}00Z`,
    `DTEND:${end.replaceAll(/[-:]/g, '')}00Z`,
    'SUMMARY:A private matter',
    ...more,
    'END:VEVENT',
  ].join('\r\n');
