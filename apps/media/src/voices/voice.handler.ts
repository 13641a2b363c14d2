import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { LONGEST_VOICE_SECONDS, type VoiceFacts, voiceJobs } from '@veza/contracts';
import { AppLogger, CONFIG } from '@veza/platform';
import type { MediaConfig } from '../config.js';
import type { JobAttempt, JobHandler } from '../jobs/job-handler.js';
import { ObjectsRepository } from '../objects/objects.repository.js';
import { ObjectsService } from '../objects/objects.service.js';
import { ObjectStore } from '../store/object-store.js';
import { Isolation } from '../transcode/isolation.js';
import { programsOf } from '../transcode/programs.js';
import { UnsupportedAudio } from '../transcode/faults.js';
import { Transcoder } from '../transcode/transcoder.js';
import { WorkFolders } from '../transcode/work-folders.js';
import { voicePeaks } from './voice-peaks.js';

const TYPE = 'audio/mp4';
/** Its author waits. An honest recording takes a hundredth of its length. */
const MOST_MS = 20_000;
/** What a recorder adds at the end of the longest recording. */
const SLACK_SECONDS = 1;

/**
 * Replaces the uploaded bytes of a voice message by an encoding of its sound alone, and measures it. Idempotent: a second
 * run encodes again what is then there, and the first outcome stays.
 */
@Injectable()
export class VoiceHandler implements JobHandler {
  readonly contract = voiceJobs.encode;

  constructor(
    @Inject(CONFIG) private readonly config: MediaConfig,
    private readonly objects: ObjectsRepository,
    private readonly life: ObjectsService,
    private readonly store: ObjectStore,
    private readonly folders: WorkFolders,
    private readonly isolation: Isolation,
    private readonly logger: AppLogger,
  ) {}

  async run(payload: unknown, { signal }: JobAttempt): Promise<void> {
    const { objectId } = this.contract.payload.parse(payload);
    const object = await this.objects.find(objectId);
    if (object?.kind !== 'voice' || object.voice || object.claimedBy !== null || object.releasedAt) return;
    try {
      await this.folders.use((folder) => this.encode(folder, objectId, signal));
    } catch (cause) {
      if (signal.aborted) throw cause; // this worker stops; the author sends the message again
      const fault = cause instanceof UnsupportedAudio ? cause.fault : 'INTERNAL';
      this.logger.warn('A voice message could not be encoded', { objectId, fault, cause });
      await this.objects.noteVoice(objectId, { fault });
    }
  }

  private async encode(folder: string, objectId: string, signal: AbortSignal): Promise<void> {
    if (!(await this.store.materialize(objectId, join(folder, 'in', 'source'))))
      throw new UnsupportedAudio('INTERNAL', 'the recording is not in the store');
    const limits = { processes: 1, maxSeconds: LONGEST_VOICE_SECONDS + SLACK_SECONDS, timeoutMs: MOST_MS };
    const peaks = await new Transcoder(programsOf(this.config, this.isolation), limits, folder, signal).runVoice();
    const hash = createHash('sha256');
    const size = await this.store.write(objectId, hashed(join(folder, 'out', 'voice.m4a'), hash));
    const facts: VoiceFacts = {
      milliseconds: Math.max(1, Math.round(1_000 * peaks.seconds)),
      peaks: voicePeaks(peaks.waveform()),
    };
    await this.objects.noteVoice(objectId, facts, { type: TYPE, size, hash: hash.digest('hex') });
    await this.life.discardReleased(objectId); // the upload may have ended meanwhile
  }
}

async function* hashed(path: string, hash: ReturnType<typeof createHash>): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path)) {
    if (!Buffer.isBuffer(chunk)) continue; // never: the stream has no encoding
    hash.update(chunk);
    yield chunk;
  }
}
