import { expect, test } from '@jest/globals';
import { Cluster, Redis } from 'ioredis';
import { openRedis } from './open-redis.js';

function options(url: string): Partial<Redis['options']> {
  const connection = openRedis(url, 'spec');
  return connection instanceof Redis ? connection.options : {};
}

test('a URL of one server, with and without a login', () => {
  expect(options('redis://localhost')).toMatchObject({ host: 'localhost', port: 6379, db: 0, connectionName: 'spec' });
  expect(options('redis://:p%40ss@127.0.0.1:7001/3')).toMatchObject({ host: '127.0.0.1', port: 7001, db: 3, password: 'p@ss' });
  expect(options('rediss://ann:secret@[::1]:7002')).toMatchObject({
    host: '::1',
    port: 7002,
    username: 'ann',
    password: 'secret',
    tls: {},
  });
});

test('a command is never repeated by the connection itself', () => {
  expect(options('redis://localhost')).toMatchObject({
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
  });
});

test('a sentinel URL needs the name of a master', () => {
  expect(options('redis-sentinel://:pw@a:26379,b:26380/main/2')).toMatchObject({
    sentinels: [
      { host: 'a', port: 26379 },
      { host: 'b', port: 26380 },
    ],
    name: 'main',
    db: 2,
    password: 'pw',
  });
  expect(() => openRedis('redis-sentinel://a:26379', 'spec')).toThrow('has the name of its master');
});

test('a cluster URL uses sharded pub/sub', () => {
  const cluster = openRedis('redis-cluster://:pw@a:7000,b:7001', 'spec');
  expect(cluster).toBeInstanceOf(Cluster);
  if (cluster instanceof Cluster)
    expect(cluster.options).toMatchObject({ shardedSubscribers: true, redisOptions: { password: 'pw' } });
});

test('any other URL is rejected, without the secret in the error', () => {
  expect(() => openRedis('http://:secret@a', 'spec')).toThrow(
    /^A Redis URL starts with redis:\/\/, redis-sentinel:\/\/ or redis-cluster:\/\/ \(rediss… for TLS\)$/,
  );
});
