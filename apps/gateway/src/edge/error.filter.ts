import { Catch, type ArgumentsHost, type ExceptionFilter, HttpException, Injectable } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { AppLogger } from '@veza/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendError } from './error-response.js';
import { Routes } from './routes.js';

/** Errors before a route: unknown paths, malformed bodies, rejections by the hooks. */
@Catch()
@Injectable()
export class EdgeErrorFilter implements ExceptionFilter {
  constructor(
    private readonly routes: Routes,
    private readonly logger: AppLogger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [request, reply] = [http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>()];
    sendError(request, reply, this.named(error, request, reply), this.logger);
  }

  /** A path that exists under other methods is 405 with their names. */
  private named(error: unknown, request: FastifyRequest, reply: FastifyReply): unknown {
    if (!(error instanceof HttpException) || error.getStatus() !== 404) return error;
    const methods = this.routes.methodsOf(request.url.split('?')[0] ?? '');
    if (methods.length === 0) return new DeclaredError('NOT_FOUND');
    reply.header('allow', methods.join(', '));
    return new DeclaredError('METHOD_NOT_ALLOWED');
  }
}
