import { Module } from '@nestjs/common';
import { LimitsModule } from '../limits/limits.module.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { FileTokens } from './file-tokens.js';
import { FilesController } from './files.controller.js';
import { FilesGateway } from './files.gateway.js';
import { FilesService } from './files.service.js';

@Module({
  imports: [DeliveryModule, MessagesModule, RoomsModule, LimitsModule],
  controllers: [FilesController],
  providers: [FilesGateway, FilesService, FileTokens],
})
export class FilesModule {}
