import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DeclaredError, LONGEST_VOICE_SECONDS, type ObjectFacts, type TrackError } from '@veza/contracts';
import { objectFacts, ObjectsRepository } from '../objects/objects.repository.js';
import type { VoiceOutcome } from '../objects/stored-object.entity.js';
import { VoiceQueue } from './voice-queue.js';

/** Within the time in which the gateway expects the reply to an upload (BYTES_IDLE). */
const MOST_WAIT_MS = 25_000;
const LOOK_MS = 100;
/** Of the form; an upload of raw bytes is named so too. */
const FIELD = 'file';

/** The reply to the upload of a voice message waits for its encoding, so that a bad recording is refused to its author. */
@Injectable()
export class VoiceUploads {
  constructor(
    private readonly objects: ObjectsRepository,
    private readonly queue: VoiceQueue,
  ) {}

  /** The object with its encoded bytes. It rejects when there are none; the caller discards the object. */
  async encoded(objectId: string): Promise<ObjectFacts> {
    await this.queue.add(objectId);
    for (const until = performance.now() + MOST_WAIT_MS; performance.now() < until; await pause(LOOK_MS)) {
      const object = await this.objects.find(objectId);
      if (!object) throw new DeclaredError('CONFLICT', { message: 'The upload is gone' });
      if (object.voice) return facts(object.voice, objectFacts(object));
    }
    throw new DeclaredError('OVERLOADED', { retryAfter: 10 });
  }
}

function facts(outcome: VoiceOutcome, object: ObjectFacts): ObjectFacts {
  if ('peaks' in outcome) return object;
  if (outcome.fault === 'INTERNAL') throw new DeclaredError('UNAVAILABLE', { retryAfter: 10 });
  const message = REFUSALS[outcome.fault] ?? 'The recording cannot be read; it may be damaged';
  throw new DeclaredError('UNSUPPORTED_MEDIA_TYPE', { message, details: [{ field: FIELD, message }] });
}

const REFUSALS: Partial<Record<TrackError, string>> = {
  TOO_LONG: `A voice message is at most ${LONGEST_VOICE_SECONDS / 60} minutes long`,
};
