import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { DOCS_ASSETS } from './docs-page.js';

/**
 * Serves the files of the API reference page. They are no part of the API, so no route of the contracts describes them.
 */
@Injectable()
export class DocsAssets implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    for (const { path, type, read } of DOCS_ASSETS) {
      let content: Buffer | undefined;
      fastify.get(path, (_request, reply) => {
        content ??= read();
        return reply.type(type).header('cache-control', 'public, max-age=86400').send(content);
      });
    }
  }
}
