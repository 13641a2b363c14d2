import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  type chat,
  DeclaredError,
  objects,
  personBehind,
  type RpcInput,
  type RpcReply,
  SYSTEM,
  type UserCaller,
} from '@veza/contracts';
import { AppLogger, CONFIG } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import type { ChatConfig } from '../config.js';
import { ChatLimits, rateLimited } from '../limits/chat-limits.js';
import { RoomFeeds } from '../delivery/room-feeds.js';
import { directMembers } from '../protocol/log-event.js';
import { MediaLinks, type StoredMedia } from '../delivery/media-links.js';
import { SendingService } from '../messages/sending.service.js';
import { requireMember, requireReadable, requireSpeaking } from '../access/room-access.js';
import { RoomsRepository } from '../rooms/rooms.repository.js';
import type { CommandInputs } from '../protocol/command.js';
import type { Reply } from '../protocol/outgoing.types.js';
import { FileTokens, type UploadClaims } from './file-tokens.js';
import type { RoomForUser } from '../access/room-for-user.js';
import type { Identity } from '../protocol/identity.js';

/** Files in rooms. The bytes go through the gateway to media; chat checks access and sends the message. */
@Injectable()
export class FilesService {
  constructor(
    private readonly tokens: FileTokens,
    private readonly rooms: RoomsRepository,
    private readonly sending: SendingService,
    private readonly links: MediaLinks,
    private readonly feeds: RoomFeeds,
    private readonly limits: ChatLimits,
    private readonly rpc: RpcClient,
    private readonly logger: AppLogger,
    @Inject(CONFIG) private readonly config: ChatConfig,
  ) {}

  async prepareUpload(identity: Identity, { room, filename, size, isVoice }: CommandInputs['upload']): Promise<Reply> {
    if (size > this.config.CHAT_FILE_MAX)
      throw new DeclaredError('PAYLOAD_TOO_LARGE', { message: `The file is larger than ${this.config.CHAT_FILE_MAX} bytes` });
    const found = await this.requireWritable(identity.caller, room);
    await this.limits.change(personBehind(identity.caller), randomUUID());
    const { userId, username, sessionId, caller } = identity;
    const id = randomUUID();
    // An upload sends a message, so its place counts as one: the refusal precedes the bytes.
    const taken = await this.limits.send(
      { room: found.id, userId, person: personBehind(caller), clientId: clientIdOf(id) },
      found.slowMode,
    );
    if (!taken.ok) throw rateLimited(taken.waitMs);
    const { url, expiresAt } = this.tokens.sign({
      id,
      userId,
      username,
      sessionId,
      role: caller.role,
      botOf: caller.botOf,
      room: found.id,
      filename,
      size,
      ...(isVoice && { isVoice }),
    });
    return { kind: 'uploadReady', url, id, expiresAt };
  }

  async admit({ token }: RpcInput<typeof chat.files.admit>): Promise<RpcReply<typeof chat.files.admit>> {
    const upload = this.tokens.verify(token);
    await this.requireWritable(callerOf(upload), upload.room);
    const { userId, sessionId, role, size, isVoice } = upload;
    return { userId, sessionId, role, maxBytes: size, ...(isVoice && { isVoice }) };
  }

  /**
   * Claims the object and sends the message under the id of the upload. A retry of the call, or an upload of the same bytes
   * after a lost reply, makes no second message.
   */
  async attach({ token, objectId }: RpcInput<typeof chat.files.attach>): Promise<{ messageId: number; seq: number }> {
    const upload = this.tokens.verify(token);
    const { id, userId, username, room, filename } = upload;
    const caller = callerOf(upload);
    const { slowMode } = await this.requireWritable(caller, room);
    const by = { userId, username, person: personBehind(caller) };
    const ownerRef = `chat:${id}`;
    const facts = await this.rpc.call(objects.claim, { objectId, ownerRef, userId }, { caller: SYSTEM });
    const { type, size, voice } = facts;
    const measured = voice && { voice, duration: voice.milliseconds / 1000 };
    const media: StoredMedia = { objectId, filename, type, size, by: userId, room, ...measured };
    const sending = this.sending.sendFile(by, media, { clientId: clientIdOf(id), hash: facts.hash });
    const sent = await sending.catch(async (error: unknown) => {
      if (error instanceof DeclaredError && error.status < 500) {
        this.limits.refundSend({ ...by, room, clientId: clientIdOf(id) }, slowMode);
        await this.release(objectId, ownerRef);
      }
      throw error;
    });
    if (sent.unused) await this.release(objectId, ownerRef);
    if (!sent.duplicate) this.feeds.publishEphemeral({ kind: 'file', room, id: sent.id, file: this.links.sign(media) });
    return { messageId: sent.id, seq: sent.seq };
  }

  /** Throws URL_INVALID also before the link expires: when its reader lost access, or the room was deleted. */
  async open({ token }: RpcInput<typeof chat.files.open>): Promise<RpcReply<typeof chat.files.open>> {
    const media = this.links.verify(token);
    if (media?.reader === undefined) throw new DeclaredError('URL_INVALID');
    const { objectId, filename, type, room, reader } = media;
    if (!directMembers(room)?.includes(reader)) {
      const found = await this.rooms.find(room, reader);
      if (!found || found.sanction === 'ban' || (found.kind === 'private' && !found.role)) throw new DeclaredError('URL_INVALID');
    }
    return { objectId, filename, type };
  }

  /** Releases an object that no message uses. If media is away the object stays claimed, and the log names it. */
  private async release(objectId: string, ownerRef: string): Promise<void> {
    try {
      await this.rpc.call(objects.release, { objectId, ownerRef }, { caller: SYSTEM });
    } catch (cause) {
      this.logger.warn('An uploaded object could not be released', { objectId, ownerRef, cause });
    }
  }

  private async requireWritable(caller: UserCaller, room: string): Promise<RoomForUser> {
    return requireSpeaking(requireMember(requireReadable(caller, await this.rooms.find(room, caller.userId))), 'upload');
  }
}

/** The client id of the message that an upload becomes. */
const clientIdOf = (uploadId: string): string => `upload-${uploadId}`;
const callerOf = ({ userId, sessionId, role, botOf }: UploadClaims): UserCaller => ({
  kind: 'user',
  userId,
  sessionId,
  role,
  botOf,
});
