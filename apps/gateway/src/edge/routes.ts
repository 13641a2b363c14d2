import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { Edition, HttpRoute } from '@veza/contracts';
import type { Binding } from './pipeline.js';
import { argumentsOf, routeOf } from './routes/route.decorator.js';

const PREFIXES: Record<Edition, readonly string[]> = { veza: ['/api/v1', ''], nova: ['/api'], root: [''] };

/** The full paths under which a route is served. */
export const pathsOf = (route: HttpRoute) => PREFIXES[route.edition].map((prefix) => prefix + route.path);

/** Every method that is marked with `@Route`, in all controllers of the app. */
@Injectable()
export class Routes {
  private found?: readonly Binding[];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  get bindings(): readonly Binding[] {
    this.found ??= this.find();
    return this.found;
  }

  get all(): HttpRoute[] {
    return this.bindings.map(({ route }) => route);
  }

  /** The methods under which a path is served: for the Allow header of a 405. */
  methodsOf(path: string): string[] {
    return [
      ...new Set(
        this.all.filter((route) => pathsOf(route).some((pattern) => matches(pattern, path))).map(({ method }) => method),
      ),
    ];
  }

  private find(): Binding[] {
    const found: Binding[] = [];
    for (const { instance } of this.discovery.getControllers()) {
      const prototype: object = Object.getPrototypeOf(instance);
      for (const name of this.scanner.getAllMethodNames(prototype)) {
        const route = routeOf(prototype, name);
        if (route) found.push({ route, kinds: argumentsOf(prototype, name), handler: instance[name].bind(instance) });
      }
    }
    for (const binding of found) binding.reading = found.find(({ route }) => reads(route, binding.route));
    return found;
  }
}

const reads = (reading: HttpRoute, { changes, edition }: HttpRoute) =>
  reading.method === 'GET' && reading.etag && reading.path === changes && reading.edition === edition;

function matches(pattern: string, path: string): boolean {
  const [ours, theirs] = [pattern.split('/'), path.split('/')];
  return ours.length === theirs.length && ours.every((part, i) => part.startsWith(':') || part === theirs[i]);
}
