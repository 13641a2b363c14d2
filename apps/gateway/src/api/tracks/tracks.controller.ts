import { Controller } from '@nestjs/common';
import { DeclaredError, media, type RouteInput, trackRoutes, type UserCaller, type WaveformFormat } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { BytesService } from '../bytes/index.js';
import { RouteResponse, CurrentCaller, Input, Raw, type RawExchange, Route } from '../../edge/index.js';
import { TrackUploadsService } from './track-uploads.service.js';
import { TracksPresenter } from './tracks.presenter.js';

type In<Verb extends keyof typeof trackRoutes> = RouteInput<(typeof trackRoutes)[Verb]>;

@Controller()
export class TracksController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly uploads: TrackUploadsService,
    private readonly bytes: BytesService,
    private readonly presenter: TracksPresenter,
  ) {}

  @Route(trackRoutes.list)
  async list(@Input() { query }: In<'list'>) {
    return this.presenter.page(await this.rpc.call(media.tracks.list, query));
  }

  @Route(trackRoutes.get)
  async get(@Input() { params }: In<'get'>) {
    const track = await this.rpc.call(media.tracks.get, params);
    const { version } = track;
    return new RouteResponse(await this.presenter.one(track), version === undefined ? {} : { version, state: version });
  }

  @Route(trackRoutes.upload)
  async upload(@CurrentCaller() caller: UserCaller, @Raw() { req }: RawExchange) {
    const [track] = await this.presenter.uploaded([await this.uploads.take(caller, req)]);
    return track;
  }

  @Route(trackRoutes.uploadAlbum)
  async uploadAlbum(@CurrentCaller() caller: UserCaller, @Raw() { req }: RawExchange) {
    const { items, refused } = await this.uploads.album(caller, req);
    return { tracks: await this.presenter.uploaded(items), refused };
  }

  @Route(trackRoutes.update)
  async update(@Input() { params, body, matched }: In<'update'>) {
    const { is_public: isPublic, track_number: trackNumber, album, genre, ...rest } = body;
    const own = { isPublic, trackNumber, album: emptyIsNull(album), genre: emptyIsNull(genre) };
    const change = { ...params, ...rest, ...own, ifVersion: matched };
    return this.presenter.one(await this.rpc.call(media.tracks.update, change));
  }

  @Route(trackRoutes.replace)
  async replace(@CurrentCaller() caller: UserCaller, @Input() { params }: In<'replace'>, @Raw() { req }: RawExchange) {
    return this.presenter.one(await this.uploads.replace(caller, params.id, req));
  }

  @Route(trackRoutes.dropReplacement)
  async dropReplacement(@Input() { params }: In<'dropReplacement'>) {
    return this.presenter.one(await this.rpc.call(media.tracks.dropReplacement, params));
  }

  @Route(trackRoutes.setCover)
  async setCover(@CurrentCaller() caller: UserCaller, @Input() { params }: In<'setCover'>, @Raw() { req }: RawExchange) {
    return this.presenter.one(await this.uploads.cover(caller, params.id, req));
  }

  @Route(trackRoutes.dropCover)
  async dropCover(@Input() { params }: In<'dropCover'>) {
    return this.presenter.one(await this.rpc.call(media.tracks.dropCover, params));
  }

  @Route(trackRoutes.delete)
  delete(@Input() { params, matched }: In<'delete'>) {
    return this.rpc.call(media.tracks.delete, { ...params, ifVersion: matched });
  }

  @Route(trackRoutes.retry)
  async retry(@Input() { params }: In<'retry'>) {
    return this.presenter.one(await this.rpc.call(media.tracks.retry, params));
  }

  @Route(trackRoutes.stream)
  async stream(@Input() { params }: In<'stream'>) {
    return this.presenter.stream(await this.rpc.call(media.tracks.stream, params));
  }

  @Route(trackRoutes.download)
  async download(@Input() { params }: In<'download'>) {
    return this.presenter.download(await this.rpc.call(media.tracks.download, params));
  }

  @Route(trackRoutes.play)
  play(@Input() { params }: In<'play'>) {
    return this.rpc.call(media.tracks.play, params);
  }

  @Route(trackRoutes.keepPosition)
  keepPosition(@Input() { params, body }: In<'keepPosition'>) {
    return this.rpc.call(media.tracks.keepPosition, { ...params, ...body });
  }

  @Route(trackRoutes.plays)
  async plays(@Input() { params, query }: In<'plays'>) {
    return this.presenter.plays(await this.rpc.call(media.tracks.plays, { ...params, ...query }));
  }

  @Route(trackRoutes.waveform)
  async waveform(@Input() { params: { id }, query }: In<'waveform'>, @Raw() { req, reply }: RawExchange) {
    const { path } = await this.rpc.call(media.tracks.waveform, { id, ...query, format: formatFor(req.headers.accept) });
    reply.header('vary', 'Authorization, Accept, Origin');
    return this.bytes.forward(reply, { method: req.method, path, whole: true });
  }

  @Route(trackRoutes.events)
  async events(@Input() { params }: In<'events'>, @Raw() { req, reply }: RawExchange) {
    const { path } = await this.rpc.call(media.tracks.events, params);
    return this.bytes.forward(reply, { method: req.method, path });
  }
}

const emptyIsNull = (value: string | null | undefined) => (value === '' ? null : value);

const FORMATS: readonly [string, WaveformFormat][] = [
  ['application/json', 'json'],
  ['image/svg+xml', 'svg'],
  ['image/png', 'png'],
  ['image/*', 'png'],
  ['*/*', 'json'],
  ['application/*', 'json'],
];

/** The first type of Accept that we have; what a browser's image tag sends gets a picture. */
export function formatFor(accept = '*/*'): WaveformFormat {
  for (const each of accept.split(',')) {
    const wanted = each.split(';', 1)[0]?.trim().toLowerCase();
    const format = FORMATS.find(([type]) => type === wanted)?.[1];
    if (format) return format;
  }
  throw new DeclaredError('NOT_ACCEPTABLE', {
    message: 'The waveform is available as application/json, image/svg+xml and image/png',
  });
}
