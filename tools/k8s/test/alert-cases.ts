/** Series of one alert by promtool's notation, a value each 15 s; and the labels of the alert that they cause. */
export interface AlertCase {
  readonly bad: Readonly<Record<string, string>>;
  /** The nearest state without an alert. */
  readonly good: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

const always = (value: number) => `${value}x100`;
const rising = (by: number) => `0+${by}x100`;
const replica = '{job="chat",instance="a"}';
const http = (kind: string, labels: string) => `veza_http_request_duration_seconds_${kind}{job="gateway",${labels}}`;
const route = 'method="GET",route="/api/v1/products",status="200"';
const calls = (outcome: string) => `veza_rpc_calls_total{subject="catalog.products.list",outcome="${outcome}",job="gateway"}`;
const slow = (fast: number) => ({
  [http('bucket', `${route},le="2.5"`)]: rising(fast),
  [http('bucket', `${route},le="5"`)]: rising(100),
  [http('bucket', `${route},le="+Inf"`)]: rising(100),
  [http('count', route)]: rising(100),
});
const waits = (fast: number) => ({
  'veza_postgres_pool_wait_seconds_bucket{job="chat",le="0.5"}': rising(fast),
  'veza_postgres_pool_wait_seconds_bucket{job="chat",le="1"}': rising(100),
  'veza_postgres_pool_wait_seconds_bucket{job="chat",le="+Inf"}': rising(100),
});
const one = (series: string, bad: string, good: string, labels: Record<string, string> = {}): AlertCase => ({
  bad: { [series]: bad },
  good: { [series]: good },
  labels,
});

export const alertCases: Readonly<Record<string, readonly AlertCase[]>> = {
  VezaReplicaUnready: [
    one(`veza_ready${replica}`, always(0), always(1), { job: 'chat', instance: 'a' }),
    one(`up${replica}`, always(0), always(1), { job: 'chat', instance: 'a' }),
  ],
  VezaDependencyAway: [
    one('veza_dependency_up{job="chat",instance="a",dependency="postgres"}', always(0), always(1), {
      job: 'chat',
      instance: 'a',
      dependency: 'postgres',
    }),
  ],
  VezaServerErrors: [
    {
      bad: { [http('count', 'status="500"')]: rising(1), [http('count', 'status="200"')]: rising(40) },
      good: { [http('count', 'status="500"')]: rising(1), [http('count', 'status="200"')]: rising(60) },
      labels: { job: 'gateway' },
    },
  ],
  VezaRouteSlow: [{ bad: slow(98), good: slow(100), labels: { job: 'gateway', method: 'GET', route: '/api/v1/products' } }],
  VezaCallsFail: [
    {
      bad: { [calls('DEADLINE')]: rising(1), [calls('OK')]: rising(80) },
      good: { [calls('DEADLINE')]: rising(1), [calls('NOT_FOUND')]: rising(120) },
      labels: { service: 'catalog', outcome: 'DEADLINE' },
    },
  ],
  VezaEventsUnpublished: [one(`veza_outbox_oldest_seconds${replica}`, always(31), always(29), { job: 'chat' })],
  VezaEventsUnread: [
    one('veza_events_lag_seconds{job="chat",source="identity"}', always(61), always(59), { job: 'chat', source: 'identity' }),
  ],
  VezaTranscodingLate: [one('veza_media_queue_oldest_seconds{job="media"}', always(901), always(899))],
  VezaQueueLate: [one('veza_queue_oldest_seconds{queue="mails"}', always(901), always(899), { queue: 'mails' })],
  VezaRowsGivenUp: [
    one('veza_queue_given_up_total{queue="mails"}', '0x78 1x20', always(1), { queue: 'mails' }),
    one('veza_queue_given_up_total{queue="webhooks"}', rising(1), '0x78 40x20', { queue: 'webhooks' }),
  ],
  VezaPostgresFull: [one('veza_postgres_full_total{job="chat"}', '0x78 1x20', always(1))],
  VezaMediaVolumeLow: [
    {
      bad: { 'veza_media_store_free_bytes{job="media"}': always(9), 'veza_media_store_size_bytes{job="media"}': always(100) },
      good: { 'veza_media_store_free_bytes{job="media"}': always(11), 'veza_media_store_size_bytes{job="media"}': always(100) },
      labels: {},
    },
  ],
  VezaClockOffset: [one(`veza_clock_offset_seconds${replica}`, always(-6), always(-4), { job: 'chat', instance: 'a' })],
  VezaPoolWaits: [{ bad: waits(90), good: waits(96), labels: { job: 'chat' } }],
  VezaGuesses: [one('veza_guessed_accounts{job="gateway"}', always(21), always(20))],
  VezaRedisAway: [
    one('veza_redis_up{job="chat",instance="a",connection="cache"}', always(0), always(1), {
      job: 'chat',
      instance: 'a',
      connection: 'cache',
    }),
  ],
  VezaForeignMessages: [
    one('veza_foreign_messages_total{job="chat",place="events"}', '0x78 1x20', always(1), { job: 'chat', place: 'events' }),
  ],
};
