import { Controller } from '@nestjs/common';
import { chat, chatRoutes, type RouteInput, type UserCaller } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { BytesService } from '../bytes/index.js';
import { Input, Raw, type RawExchange, Route } from '../../edge/index.js';

type In<Name extends keyof typeof chatRoutes> = RouteInput<(typeof chatRoutes)[Name]>;

/** Files of rooms: chat decides access, media stores and serves the bytes. */
@Controller()
export class ChatFilesController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly bytes: BytesService,
  ) {}

  @Route(chatRoutes.uploadChatFile)
  async upload(@Input() { query: { token } }: In<'uploadChatFile'>, @Raw() { req }: RawExchange) {
    const { maxBytes, isVoice, ...user } = await this.rpc.call(chat.files.admit, { token });
    // The signed address is the credential: it acts for the user it was issued to.
    const caller: UserCaller = { kind: 'user', ...user };
    const { objectId } = await this.bytes.upload(req, { kind: isVoice ? 'voice' : 'chat-file', maxBytes, caller });
    const { messageId, seq } = await this.rpc.call(chat.files.attach, { token, objectId });
    return { message_id: messageId, seq };
  }

  @Route(chatRoutes.downloadChatFile)
  async download(@Input() { query: { token } }: In<'downloadChatFile'>, @Raw() { reply }: RawExchange) {
    const { objectId, filename, type } = await this.rpc.call(chat.files.open, { token });
    await this.bytes.download(reply, {
      objectId,
      filename,
      type,
      // Images are as media wrote them itself; whatever else was uploaded is not for the browser to show.
      disposition: /^(audio|image)\//.test(type) ? 'inline' : 'attachment',
    });
  }
}
