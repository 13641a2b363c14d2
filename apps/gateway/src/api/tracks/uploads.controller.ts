import { Controller, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import {
  MOST_TRACK_BYTES,
  type RouteInput,
  TUS_CHECKSUMS,
  TUS_EXTENSIONS,
  TUS_VERSION,
  uploadRoutes,
  type UserCaller,
} from '@veza/contracts';
import type { FastifyInstance } from 'fastify';
import { BytesService } from '../bytes/index.js';
import { CurrentCaller, Input, pathsOf, Raw, type RawExchange, Route } from '../../edge/index.js';

type In<Verb extends keyof typeof uploadRoutes> = RouteInput<(typeof uploadRoutes)[Verb]>;

const ROOT = '/api/v1/uploads';

/** Resumable uploads: media speaks tus, the gateway authenticates and passes the bytes on. */
@Controller()
export class UploadsController implements OnModuleInit {
  constructor(
    private readonly bytes: BytesService,
    private readonly host: HttpAdapterHost,
  ) {}

  /** What tus clients may ask before they begin. It is no route of the contracts: no method of theirs is OPTIONS. */
  onModuleInit(): void {
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    const headers = {
      'tus-resumable': TUS_VERSION,
      'tus-version': TUS_VERSION,
      'tus-extension': TUS_EXTENSIONS.join(','),
      'tus-max-size': MOST_TRACK_BYTES,
      'tus-checksum-algorithm': TUS_CHECKSUMS.join(','),
    };
    for (const path of pathsOf(uploadRoutes.create))
      fastify.options(path, async (_request, reply) => reply.code(204).headers(headers).send());
  }

  @Route(uploadRoutes.create)
  create(@CurrentCaller() caller: UserCaller, @Raw() raw: RawExchange) {
    return this.pass(caller, ROOT, raw);
  }

  @Route(uploadRoutes.get)
  get(@CurrentCaller() caller: UserCaller, @Input() { params }: In<'get'>, @Raw() raw: RawExchange) {
    return this.pass(caller, `${ROOT}/${params.id}`, raw);
  }

  @Route(uploadRoutes.preview)
  preview(@CurrentCaller() caller: UserCaller, @Input() { params }: In<'preview'>, @Raw() raw: RawExchange) {
    return this.pass(caller, `${ROOT}/${params.id}/preview`, raw);
  }

  @Route(uploadRoutes.append)
  append(@CurrentCaller() caller: UserCaller, @Input() { params }: In<'append'>, @Raw() raw: RawExchange) {
    return this.pass(caller, `${ROOT}/${params.id}`, raw);
  }

  @Route(uploadRoutes.cancel)
  cancel(@CurrentCaller() caller: UserCaller, @Input() { params }: In<'cancel'>, @Raw() raw: RawExchange) {
    return this.pass(caller, `${ROOT}/${params.id}`, raw);
  }

  private pass(caller: UserCaller, path: string, { reply }: RawExchange): Promise<void> {
    reply.headers({ 'tus-resumable': TUS_VERSION, 'tus-version': TUS_VERSION }); // errors have them, too
    return this.bytes.resume(reply, path, { maxBytes: MOST_TRACK_BYTES, caller });
  }
}
