import { expect, test } from '@jest/globals';
import { databaseUrl, derivedRole, publicAddress } from './service-url.js';

const secret = 's'.repeat(32);
const ownerUrl = 'postgres://owner:pw@db:5433/veza?sslmode=require';

test("a service's own address is used unchanged", () => {
  expect(databaseUrl({ service: 'catalog', serviceUrl: 'postgres://c@x/y', ownerUrl, secret })).toBe('postgres://c@x/y');
});

test("without it, the address is the owner's server and database with the role of the schema", () => {
  const url = new URL(databaseUrl({ service: 'catalog', ownerUrl, secret }));
  const { name, password } = derivedRole('catalog', secret);
  expect(url).toMatchObject({ username: 'veza_catalog', host: 'db:5433', pathname: '/veza', search: '?sslmode=require' });
  expect([name, password]).toEqual([url.username, url.password]);
  expect(derivedRole('booking', secret).password).not.toBe(password);
});

test('without any address the error names the variable to set', () => {
  expect(() => databaseUrl({ service: 'catalog', secret })).toThrow('CATALOG_DATABASE_URL');
});

test('an address for messages has no password', () => {
  expect(publicAddress(ownerUrl)).toBe('owner@db:5433/veza');
});
