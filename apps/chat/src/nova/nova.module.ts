import { Module } from '@nestjs/common';
import { SocketModule } from '../socket/socket.module.js';
import { NovaGateway } from './nova.gateway.js';
import { NovaService } from './nova.service.js';

@Module({ imports: [SocketModule], providers: [NovaGateway, NovaService], exports: [NovaService] })
export class NovaModule {}
