import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, isAbsolute, join, resolve, sep } from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CONFIG, StartFailure } from '@veza/platform';
import type { MediaConfig } from '../config.js';

/** A worker without its programs would fail every track, so it does not start. The check looks for executable files. */
@Injectable()
export class RequirePrograms implements OnModuleInit {
  constructor(@Inject(CONFIG) private readonly config: MediaConfig) {}

  async onModuleInit(): Promise<void> {
    for (const variable of ['FFMPEG_PATH', 'FFPROBE_PATH'] as const) {
      const command = this.config[variable];
      const found = await Promise.all(candidates(command, this.config.PATH).map(isExecutable));
      if (!found.includes(true)) throw new StartFailure(`${command} is not there: install ffmpeg, or set ${variable} to it`);
    }
  }
}

function candidates(command: string, path: string): string[] {
  if (isAbsolute(command) || command.includes(sep)) return [resolve(command)];
  return path.split(delimiter).map((folder) => join(folder, command));
}

const isExecutable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
