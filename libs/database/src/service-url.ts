import { StartFailure, deriveSecret, eachServer, type Keyring, withServersOf } from '@veza/platform';

export interface ServiceUrlOptions {
  /** The schema's name, which is the service's, but `identity` for the gateway. */
  service: string;
  /** `<SERVICE>_DATABASE_URL`: taken as it is. */
  serviceUrl?: string;
  /** DATABASE_URL, the owner's: the service gets the same server and database as its own derived role. */
  ownerUrl?: string;
  /** DATABASE_SECRET. */
  secret: string;
  /** VEZA_KEYS of a service without secrets to derive from. */
  keys?: ReadonlyMap<string, Keyring>;
}

export interface DatabaseRole {
  name: string;
  password: string;
}

/** The database of a service, as the role that can access only its schema. */
export function databaseUrl({ service, serviceUrl, ownerUrl, secret, keys }: ServiceUrlOptions): string {
  if (serviceUrl) return serviceUrl;
  if (!ownerUrl)
    throw new StartFailure(`Set DATABASE_URL (or ${service.toUpperCase()}_DATABASE_URL): the service does not know its Postgres`);
  const { name, password } = derivedRole(service, secret);
  const url = new URL(firstOf(ownerUrl));
  url.username = name;
  url.password = keys?.get(rolePurpose(service))?.[0].export().toString('base64url') ?? password;
  return withServersOf(url.href, ownerUrl);
}

const firstOf = (url: string): string => eachServer(url)[0] ?? url;

const rolePurpose = (schema: string): string => `database-role:${schema}`;

/** The role of a schema. Its password is derived, so it need not be configured. */
export function derivedRole(schema: string, secret: string): DatabaseRole {
  return { name: `veza_${schema}`, password: deriveSecret(secret, rolePurpose(schema)).toString('base64url') };
}

/** The address without its password, for messages to the operator. */
export function publicAddress(url: string): string {
  const { username, pathname } = new URL(firstOf(url));
  const hosts = eachServer(url).map((each) => new URL(each).host);
  return `${username}@${hosts.join(',')}${pathname}`;
}
