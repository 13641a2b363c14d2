import { Controller } from '@nestjs/common';
import { edgeRoutes, identity } from '@veza/contracts';
import { Rpc } from '@veza/transport';
import { Route } from '../../edge/index.js';
import { SigningKeysService } from './signing-keys.service.js';

@Controller()
export class KeysController {
  constructor(private readonly keys: SigningKeysService) {}

  @Route(edgeRoutes.keys)
  jwks() {
    return { keys: this.keys.published() };
  }

  @Rpc(identity.keys.list)
  list() {
    return { keys: this.keys.published() };
  }
}
