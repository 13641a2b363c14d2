import { Module } from '@nestjs/common';
import { ChatFilesController } from './chat-files.controller.js';
import { ChatPresenter } from './chat.presenter.js';
import { ConversationsController } from './conversations.controller.js';
import { ModerationController } from './moderation.controller.js';
import { PinsController } from './pins.controller.js';
import { RoomsController } from './rooms.controller.js';

@Module({
  controllers: [RoomsController, PinsController, ConversationsController, ModerationController, ChatFilesController],
  providers: [ChatPresenter],
})
export class ChatModule {}
