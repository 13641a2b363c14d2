import { Controller } from '@nestjs/common';
import { patientLinkRoutes, patientLinks, type RouteInput } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Raw, Route, type RawExchange } from '../../edge/index.js';
import { VisitLimits } from './visit-limits.js';

type In<Name extends keyof typeof patientLinkRoutes> = RouteInput<(typeof patientLinkRoutes)[Name]>;

@Controller()
export class PatientLinksController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly limits: VisitLimits,
  ) {}

  @Route(patientLinkRoutes.show)
  async show(@Input() { body }: In<'show'>, @Raw() { req }: RawExchange) {
    await this.limits.takeTry(req);
    return this.rpc.call(patientLinks.show, body);
  }

  @Route(patientLinkRoutes.proposal)
  async proposal(@Input() { body }: In<'proposal'>, @Raw() { req }: RawExchange) {
    await this.limits.takeTry(req);
    return this.rpc.call(patientLinks.proposal, body);
  }

  @Route(patientLinkRoutes.cancel)
  async cancel(@Input() { body }: In<'cancel'>, @Raw() { req }: RawExchange) {
    await this.limits.takeBooking(req);
    return this.rpc.call(patientLinks.cancel, body);
  }

  @Route(patientLinkRoutes.move)
  async move(@Input() { body }: In<'move'>, @Raw() { req }: RawExchange) {
    await this.limits.takeBooking(req);
    return this.rpc.call(patientLinks.move, body);
  }

  @Route(patientLinkRoutes.remind)
  async remind(@Input() { body }: In<'remind'>, @Raw() { req }: RawExchange) {
    await this.limits.takeTry(req);
    await this.rpc.call(patientLinks.remind, body);
  }
}
