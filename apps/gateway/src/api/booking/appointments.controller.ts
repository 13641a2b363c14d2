import { Controller } from '@nestjs/common';
import { appointmentRoutes, appointments, appointmentSeries, type RouteInput } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route, RouteResponse } from '../../edge/index.js';
import { novaPage } from './nova-page.js';

type In<Name extends keyof typeof appointmentRoutes> = RouteInput<(typeof appointmentRoutes)[Name]>;

/** Data about health stays in no cache of a browser or proxy. */
const UNSTORED = { 'cache-control': 'no-store' };

@Controller()
export class AppointmentsController {
  constructor(private readonly rpc: RpcClient) {}

  @Route(appointmentRoutes.list)
  async list(@Input() { query }: In<'list'>) {
    return new RouteResponse(novaPage(await this.rpc.call(appointments.list, query)), { headers: UNSTORED });
  }

  @Route(appointmentRoutes.listOfPatient)
  async listOfPatient(@Input() { params, query }: In<'listOfPatient'>) {
    const page = await this.rpc.call(appointments.listOfPatient, { ...query, patientId: params.id });
    return new RouteResponse(novaPage(page), { headers: UNSTORED });
  }

  @Route(appointmentRoutes.create)
  async create(@Input() { body }: In<'create'>) {
    const appointment = await this.rpc.call(appointments.create, body);
    return new RouteResponse(appointment, { headers: { location: `/api/appointments/${appointment.id}` } });
  }

  @Route(appointmentRoutes.createSeries)
  createSeries(@Input() { body }: In<'createSeries'>) {
    return this.rpc.call(appointmentSeries.create, body);
  }

  @Route(appointmentRoutes.cancelFollowing)
  cancelFollowing(@Input() { params, body }: In<'cancelFollowing'>) {
    return this.rpc.call(appointmentSeries.cancelFollowing, { ...body, ...params });
  }

  @Route(appointmentRoutes.get)
  async get(@Input() { params }: In<'get'>) {
    const appointment = await this.rpc.call(appointments.get, params);
    return new RouteResponse(appointment, { version: String(appointment.version), headers: UNSTORED });
  }

  @Route(appointmentRoutes.ics)
  async ics(@Input() { params }: In<'ics'>) {
    const { calendar } = await this.rpc.call(appointments.ics, params);
    const headers = { ...UNSTORED, 'content-disposition': `attachment; filename="${params.id}.ics"` };
    return new RouteResponse(calendar, { contentType: 'text/calendar; charset=utf-8', headers });
  }

  @Route(appointmentRoutes.history)
  async history(@Input() { params }: In<'history'>) {
    const { items } = await this.rpc.call(appointments.history, params);
    return new RouteResponse(
      { items: items.map((change) => ({ ...change, userId: String(change.userId) })) },
      { headers: UNSTORED },
    );
  }

  @Route(appointmentRoutes.update)
  update(@Input() { params, body, matched }: In<'update'>) {
    return this.rpc.call(appointments.update, { ...body, ...params, ...versionOf(matched) });
  }

  @Route(appointmentRoutes.confirm)
  confirm(@Input() { params, matched }: In<'confirm'>) {
    return this.rpc.call(appointments.confirm, { ...params, ...versionOf(matched) });
  }

  @Route(appointmentRoutes.cancel)
  cancel(@Input() { params, body, matched }: In<'cancel'>) {
    return this.rpc.call(appointments.cancel, { ...body, ...params, ...versionOf(matched) });
  }

  @Route(appointmentRoutes.reschedule)
  reschedule(@Input() { params, body, matched }: In<'reschedule'>) {
    return this.rpc.call(appointments.reschedule, { ...body, ...params, ...versionOf(matched) });
  }
}

const versionOf = (matched: string | undefined) => (matched === undefined ? {} : { ifVersion: Number(matched) });
