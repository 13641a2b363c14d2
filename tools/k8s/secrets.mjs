import { randomBytes } from 'node:crypto';
import { stringify } from 'yaml';
import { newRedisUsers } from '../redis/new-users.mjs';

/**
 * `node tools/k8s/secrets.mjs | kubectl apply -f -`: the Secrets of the local overlay with random values, once. A second run
 * prints others, which a Postgres that has its data already does not know. For production they show what has to be there:
 * the same names and keys, with addresses of your own (docs/OPERATIONS.md, "On Kubernetes").
 */
const random = () => randomBytes(24).toString('base64url');
const [owner, redis] = [random(), random()];
const { users, addresses } = newRedisUsers('redis://redis:6379');

const secrets = {
  veza: {
    VEZA_SECRET: randomBytes(48).toString('base64url'),
    ADMIN_PASSWORD: random(),
    BOOKING_MASTER_KEYS: randomBytes(32).toString('hex'),
  },
  'veza-database': { DATABASE_URL: `postgres://veza:${owner}@postgres:5432/veza` },
  'veza-redis': addresses,
  'veza-servers': { POSTGRES_PASSWORD: owner, REDIS_PASSWORD: redis, REDIS_USERS: users.join('\n') },
};

const documents = Object.entries(secrets).map(([name, stringData]) =>
  stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'veza' }, type: 'Opaque', stringData }),
);
process.stdout.write(documents.join('---\n'));
