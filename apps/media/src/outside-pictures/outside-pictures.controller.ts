import { Controller } from '@nestjs/common';
import { type Caller, outsidePictures, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { OutsidePicturesService } from './outside-pictures.service.js';

@Controller()
export class OutsidePicturesController {
  constructor(private readonly service: OutsidePicturesService) {}

  @Rpc(outsidePictures.fetch)
  fetch(@CurrentCaller() caller: Caller, @Input() picture: RpcInput<typeof outsidePictures.fetch>) {
    return this.service.fetch(caller, picture);
  }
}
