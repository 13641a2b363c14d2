import { Controller } from '@nestjs/common';
import { chat, type RpcInput } from '@veza/contracts';
import { Input, Rpc } from '@veza/transport';
import { FilesService } from './files.service.js';

@Controller()
export class FilesController {
  constructor(private readonly files: FilesService) {}

  @Rpc(chat.files.admit)
  admit(@Input() input: RpcInput<typeof chat.files.admit>) {
    return this.files.admit(input);
  }

  @Rpc(chat.files.attach)
  attach(@Input() input: RpcInput<typeof chat.files.attach>) {
    return this.files.attach(input);
  }

  @Rpc(chat.files.open)
  open(@Input() input: RpcInput<typeof chat.files.open>) {
    return this.files.open(input);
  }
}
