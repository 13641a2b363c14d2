import { Controller } from '@nestjs/common';
import { type Caller, media, type RpcInput, tracks } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { CoversService } from './covers.service.js';
import { OriginalsService } from './originals.service.js';
import { PlaysService } from './plays.service.js';
import { ReplacementsService } from './replacements.service.js';
import { SoundSizesService } from './sound-sizes.service.js';
import { TrackCreationService } from './track-creation.service.js';
import { TrackLinksService } from './track-links.service.js';
import { TracksService } from './tracks.service.js';

type In<Verb extends keyof typeof tracks> = RpcInput<(typeof tracks)[Verb]>;

@Controller()
export class TracksController {
  constructor(
    private readonly service: TracksService,
    private readonly creation: TrackCreationService,
    private readonly replacements: ReplacementsService,
    private readonly covers: CoversService,
    private readonly originals: OriginalsService,
    private readonly playsService: PlaysService,
    private readonly sizes: SoundSizesService,
    private readonly links: TrackLinksService,
  ) {}

  @Rpc(tracks.create)
  create(@CurrentCaller() caller: Caller, @Input() track: In<'create'>) {
    return this.creation.create(caller, track);
  }

  @Rpc(tracks.createAlbum)
  createAlbum(@CurrentCaller() caller: Caller, @Input() album: In<'createAlbum'>) {
    return this.creation.createAlbum(caller, album);
  }

  @Rpc(tracks.get)
  get(@CurrentCaller() caller: Caller, @Input() { id }: In<'get'>) {
    return this.service.get(caller, id);
  }

  @Rpc(tracks.among)
  among(@CurrentCaller() caller: Caller, @Input() { ids }: In<'among'>) {
    return this.service.among(caller, ids);
  }

  @Rpc(tracks.list)
  list(@CurrentCaller() caller: Caller, @Input() query: In<'list'>) {
    return this.service.list(caller, query);
  }

  @Rpc(tracks.publicIds)
  publicIds(@Input() range: In<'publicIds'>) {
    return this.service.publicIds(range);
  }

  @Rpc(media.soundSizes.among)
  soundSizes(@Input() { ids }: RpcInput<typeof media.soundSizes.among>) {
    return this.sizes.among(ids);
  }

  @Rpc(media.trackLinks.create)
  createLink(@CurrentCaller() caller: Caller, @Input() { id }: RpcInput<typeof media.trackLinks.create>) {
    return this.links.create(caller, id);
  }

  @Rpc(media.trackLinks.remove)
  removeLink(@CurrentCaller() caller: Caller, @Input() { id }: RpcInput<typeof media.trackLinks.remove>) {
    return this.links.remove(caller, id);
  }

  @Rpc(media.trackLinks.open)
  openLink(@CurrentCaller() caller: Caller, @Input() { code }: RpcInput<typeof media.trackLinks.open>) {
    return this.links.open(caller, code);
  }

  @Rpc(tracks.update)
  update(@CurrentCaller() caller: Caller, @Input() change: In<'update'>) {
    return this.service.update(caller, change);
  }

  @Rpc(tracks.replace)
  replace(@CurrentCaller() caller: Caller, @Input() { id, objectId }: In<'replace'>) {
    return this.replacements.replace(caller, id, objectId);
  }

  @Rpc(tracks.dropReplacement)
  dropReplacement(@CurrentCaller() caller: Caller, @Input() { id }: In<'dropReplacement'>) {
    return this.replacements.drop(caller, id);
  }

  @Rpc(tracks.setCover)
  setCover(@CurrentCaller() caller: Caller, @Input() { id, objectId }: In<'setCover'>) {
    return this.covers.set(caller, id, objectId);
  }

  @Rpc(tracks.dropCover)
  dropCover(@CurrentCaller() caller: Caller, @Input() { id }: In<'dropCover'>) {
    return this.covers.drop(caller, id);
  }

  @Rpc(tracks.delete)
  delete(@CurrentCaller() caller: Caller, @Input() { id, ifVersion }: In<'delete'>) {
    return this.service.delete(caller, id, ifVersion);
  }

  @Rpc(tracks.retry)
  retry(@CurrentCaller() caller: Caller, @Input() { id }: In<'retry'>) {
    return this.service.retry(caller, id);
  }

  @Rpc(tracks.stream)
  stream(@CurrentCaller() caller: Caller, @Input() { id }: In<'stream'>) {
    return this.service.stream(caller, id);
  }

  @Rpc(tracks.download)
  download(@CurrentCaller() caller: Caller, @Input() { id }: In<'download'>) {
    return this.originals.address(caller, id);
  }

  @Rpc(tracks.play)
  play(@CurrentCaller() caller: Caller, @Input() { id }: In<'play'>) {
    return this.playsService.count(caller, id);
  }

  @Rpc(tracks.keepPosition)
  keepPosition(@CurrentCaller() caller: Caller, @Input() place: In<'keepPosition'>) {
    return this.playsService.keepPosition(caller, place);
  }

  @Rpc(tracks.plays)
  plays(@CurrentCaller() caller: Caller, @Input() wanted: In<'plays'>) {
    return this.playsService.byDay(caller, wanted);
  }

  @Rpc(tracks.waveform)
  waveform(@CurrentCaller() caller: Caller, @Input() wanted: In<'waveform'>) {
    return this.service.waveform(caller, wanted);
  }

  @Rpc(tracks.events)
  events(@CurrentCaller() caller: Caller, @Input() { id }: In<'events'>) {
    return this.service.events(caller, id);
  }
}
