import { Controller } from '@nestjs/common';
import { ownAppointmentRoutes, ownAppointments, type RouteInput, type UserCaller } from '@veza/contracts';
import { decodeCursor, encodeCursor } from '@veza/database';
import { RpcClient } from '@veza/transport';
import { z } from 'zod';
import { CurrentCaller, Input, Route, RouteResponse } from '../../edge/index.js';
import { UsersService } from '../../identity/users/users.service.js';

type In<Name extends keyof typeof ownAppointmentRoutes> = RouteInput<(typeof ownAppointmentRoutes)[Name]>;

/** The start of the first appointment of a page. */
const Position = z.tuple([z.iso.datetime({ offset: true })]);
const UNSTORED = { headers: { 'cache-control': 'no-store' } };

/** Booking knows accounts by their ids only; the confirmed address connects an account with its patients. */
@Controller()
export class OwnAppointmentsController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly users: UsersService,
  ) {}

  @Route(ownAppointmentRoutes.patients)
  async patients(@CurrentCaller() caller: UserCaller) {
    return new RouteResponse(await this.rpc.call(ownAppointments.patients, { email: await this.confirmed(caller) }), UNSTORED);
  }

  @Route(ownAppointmentRoutes.list)
  async list(@Input() { query }: In<'list'>, @CurrentCaller() caller: UserCaller) {
    const email = await this.confirmed(caller);
    const { cursor, ...rest } = query;
    const from = cursor === undefined ? rest : { from: decodeCursor(cursor, Position)[0] };
    const page = await this.rpc.call(ownAppointments.list, { ...from, email });
    const nextCursor = page.next === null ? null : encodeCursor([page.next]);
    return new RouteResponse({ ...page, pagination: { nextCursor } }, UNSTORED);
  }

  @Route(ownAppointmentRoutes.cancel)
  cancel(@Input() { params, body }: In<'cancel'>) {
    return this.rpc.call(ownAppointments.cancel, { ...body, ...params });
  }

  @Route(ownAppointmentRoutes.proposal)
  async proposal(@Input() { params }: In<'proposal'>) {
    return new RouteResponse(await this.rpc.call(ownAppointments.proposal, params), UNSTORED);
  }

  @Route(ownAppointmentRoutes.move)
  move(@Input() { params, body }: In<'move'>) {
    return this.rpc.call(ownAppointments.move, { ...body, ...params });
  }

  private async confirmed(caller: UserCaller): Promise<string | null> {
    const { email, emailVerified } = await this.users.me(caller);
    return emailVerified ? email : null;
  }
}
