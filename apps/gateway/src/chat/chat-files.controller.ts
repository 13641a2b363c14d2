import { Controller } from '@nestjs/common';
import { chat, chatRoutes, type RouteInput, type UserCaller } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { BytesService } from '../bytes/index.js';
import { Input, Raw, type RawExchange, Route } from '../edge/index.js';

type In<Name extends keyof typeof chatRoutes> = RouteInput<(typeof chatRoutes)[Name]>;

/** The way of the bytes of files in rooms: the chat says who may, media keeps and serves them. */
@Controller()
export class ChatFilesController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly bytes: BytesService,
  ) {}

  @Route(chatRoutes.uploadChatFile)
  async upload(@Input() { query: { token } }: In<'uploadChatFile'>, @Raw() { req }: RawExchange) {
    const { maxBytes, ...person } = await this.rpc.call(chat.files.admit, { token });
    // The address is the proof: whoever holds it acts for the person it was given to.
    const caller: UserCaller = { kind: 'user', ...person };
    const { objectId } = await this.bytes.upload(req, { kind: 'chat-file', maxBytes, caller });
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
