import { expect, jest, test } from '@jest/globals';
import { Injectable, Module } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { AppLogger } from '../logging/app-logger.js';
import { Shutdown } from '../shutdown/shutdown.js';
import { RecurringMethods } from './recurring-methods.js';
import { Every, Hourly } from './recurring.decorators.js';

@Injectable()
class Trash {
  runs = 0;

  get broken(): never {
    throw new Error('A getter must not be read');
  }

  @Every(1, 'sweep of the trash')
  async sweep(): Promise<void> {
    this.runs += 1;
    if (this.runs === 1) throw new Error('the database is away');
  }
}

@Injectable()
class Namesake {
  @Hourly('sweep of the trash')
  async sweep(): Promise<number> {
    return 1;
  }
}

const ANY_NAME: unknown = new Proxy({}, { get: () => jest.fn() });

function serviceWith(providers: object[]) {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const logger = new AppLogger({ service: 'test', replica: 'one', level: 'warn', destination });
  const shutdown = new Shutdown(logger, 10_000, jest.fn());
  @Module({
    imports: [DiscoveryModule],
    providers: [
      { provide: AppLogger, useValue: logger },
      { provide: Shutdown, useValue: shutdown },
      RecurringMethods,
      Trash,
      { provide: 'another name of the trash', useExisting: Trash },
      { provide: 'a proxy', useValue: ANY_NAME },
      { provide: 'a text', useValue: 'text' },
      ...(providers as []),
    ],
  })
  class Service {}
  const started = NestFactory.createApplicationContext(Service, { logger: false, abortOnError: false });
  return { started, shutdown, lines };
}

test('a marked method runs in its interval, with its instance, until the service stops', async () => {
  const { started, shutdown, lines } = serviceWith([]);
  const app = await started;
  const trash = app.get(Trash);
  while (trash.runs < 3) await new Promise((resolve) => setTimeout(resolve, 1));
  expect(lines.filter((line) => line.includes('the database is away'))).toHaveLength(1);
  expect(lines.join('')).toContain('sweep of the trash');
  await shutdown.run('test');
  await app.close();
});

test('a service with two recurring methods of one name does not start', async () => {
  const { started, shutdown } = serviceWith([Namesake]);
  await expect(started).rejects.toThrow('more than one recurring method is named "sweep of the trash"');
  await shutdown.run('test');
});
