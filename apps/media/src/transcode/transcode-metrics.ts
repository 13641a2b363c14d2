import { Injectable } from '@nestjs/common';
import type { TrackError } from '@veza/contracts';
import { Metrics } from '@veza/platform';
import type { Counter, Histogram } from 'prom-client';

export type Stage = 'fetch' | 'probe' | 'encode' | 'further' | 'analyse' | 'cover' | 'store' | 'publish';

/** Runs a stage of a transcoding, and measures it. */
export type Timed = <Result>(stage: Stage, work: () => Promise<Result>) => Promise<Result>;

/** Where the time of transcodings goes, and how they end. */
@Injectable()
export class TranscodeMetrics {
  private readonly stages: Histogram<'stage'>;
  private readonly ends: Counter<'result'>;
  private readonly first: Histogram;

  constructor(metrics: Metrics) {
    this.stages = metrics.histogram('veza_media_stage_duration_seconds', 'Stages of transcodings; one encode per rate', {
      labels: ['stage'],
      buckets: [0.05, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 1_800],
    });
    this.ends = metrics.counter('veza_media_tracks_total', 'Transcodings by result: ready, or the code of the failure', [
      'result',
    ]);
    this.first = metrics.histogram('veza_media_playable_seconds', 'From the start of a transcoding to its first segment', {
      buckets: [0.5, 1, 2, 3, 5, 8, 15, 30, 60],
    });
  }

  readonly timed: Timed = async (stage, work) => {
    const end = this.stages.startTimer({ stage });
    try {
      return await work();
    } finally {
      end();
    }
  };

  ended(result: 'ready' | TrackError): void {
    this.ends.inc({ result });
  }

  /** Returns the function that is called with the first segment, and later ones. */
  playable(): () => void {
    let end: (() => unknown) | undefined = this.first.startTimer();
    return () => {
      end?.();
      end = undefined;
    };
  }
}
