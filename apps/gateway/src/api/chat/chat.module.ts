import { Module } from '@nestjs/common';
import { ChatFilesController } from './chat-files.controller.js';
import { ChatPresenter } from './chat.presenter.js';
import { ConversationsController } from './conversations.controller.js';
import { InviteLinksController } from './invite-links.controller.js';
import { ModerationController } from './moderation.controller.js';
import { PinsController } from './pins.controller.js';
import { RoomsController } from './rooms.controller.js';
import { SavedMessagesController } from './saved-messages.controller.js';
import { ThreadsController } from './threads.controller.js';

@Module({
  controllers: [
    RoomsController,
    PinsController,
    InviteLinksController,
    SavedMessagesController,
    ThreadsController,
    ConversationsController,
    ModerationController,
    ChatFilesController,
  ],
  providers: [ChatPresenter],
})
export class ChatModule {}
