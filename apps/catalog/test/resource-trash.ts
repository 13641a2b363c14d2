import { describe, expect, test } from '@jest/globals';
import { ANONYMOUS, type Caller, type CreateResource, resources, type ResourceView } from '@veza/contracts';
import { type CatalogUnderTest, codeOf, user } from './catalog-under-test.js';

const [OWNER, STRANGER, ADMIN] = [user(93), user(94), user(1, 'admin')];

/** The trash and the history of resources, in the running catalog of a suite. */
export function resourceTrash(catalog: () => CatalogUnderTest): void {
  const call: CatalogUnderTest['call'] = (...request) => catalog().call(...request);
  const share = (facts: Partial<CreateResource> = {}): Promise<ResourceView> =>
    call(resources.create, OWNER, { title: 'Bourdon', category: 'sample', objectId: catalog().objects.upload(93), ...facts });
  const remove = (id: number) => call(resources.delete, OWNER, { id });
  const trashed = async () => (await call(resources.listTrash, OWNER, { limit: 100 })).items.map(({ id }) => id);
  const eventsOf = (id: number) =>
    catalog().sql(`SELECT 1 FROM catalog.events WHERE name = 'catalog.resources.deleted' AND payload->>'resourceId' = $1`, [
      String(id),
    ]);

  describe('the trash of resources', () => {
    test('restores a resource with its file, downloads and votes, as another version that searches and tags find', async () => {
      const { id } = await share({ title: 'Bourdon grave', tags: ['Drône'] });
      await call(resources.rate, STRANGER, { id, rating: 4 });
      await call(resources.rate, user(95), { id, rating: 1 });
      await call(resources.countDownload, STRANGER, { id, address: 'a', isRest: false });
      const before = await call(resources.get, OWNER, { id });
      expect(await codeOf(call(resources.delete, STRANGER, { id }))).toBe('FORBIDDEN');
      expect(await codeOf(call(resources.delete, OWNER, { id, ifVersion: '1' }))).toBe('PRECONDITION_FAILED');
      await remove(id);
      for (const caller of [OWNER, ADMIN]) expect(await codeOf(call(resources.get, caller, { id }))).toBe('NOT_FOUND');
      expect(await codeOf(call(resources.download, STRANGER, { id }))).toBe('NOT_FOUND');
      expect(await codeOf(call(resources.rate, STRANGER, { id, rating: 5 }))).toBe('NOT_FOUND');
      const [kept] = (await call(resources.listTrash, OWNER, {})).items;
      expect(kept).toMatchObject({ id, title: 'Bourdon grave', filename: 'kick.wav', size: 44, uploaderId: 93, deletedBy: 93 });
      expect(Date.parse(kept?.expiresAt ?? '') - Date.parse(kept?.deletedAt ?? '')).toBe(30 * 86_400_000);

      await catalog().erase(95); // its vote in the trash is withdrawn
      const restored = await call(resources.restore, OWNER, { id });
      expect(restored).toEqual({ ...before, rating: 4, ratingsCount: 1, version: expect.any(String) });
      expect(restored.version).not.toBe(before.version);
      for (const query of [{ search: 'bourdon grave' }, { tags: ['drone'] }])
        expect((await call(resources.list, ANONYMOUS, { uploader: 93, ...query })).items.map((each) => each.id)).toEqual([id]);
      expect(await trashed()).not.toContain(id);
      expect(await eventsOf(id)).toEqual([]);
    });

    test('each change of what everybody may see is an event', async () => {
      const names = async (id: number) =>
        (
          await catalog().sql<{ name: string }>(
            `SELECT name FROM catalog.events WHERE name IN ('catalog.resources.published', 'catalog.resources.withdrawn')
               AND (payload->'things' @> jsonb_build_array(jsonb_build_object('id', $1::int)) OR payload->'ids' @> to_jsonb($1::int)) ORDER BY id`,
            [id],
          )
        ).map(({ name }) => name.split('.')[2]);
      const { id } = await share({ isPublic: false });
      expect(await names(id)).toEqual([]);
      for (const isPublic of [true, true, false, true]) await call(resources.update, OWNER, { id, isPublic });
      await remove(id);
      await call(resources.restore, OWNER, { id });
      expect(await names(id)).toEqual(['published', 'withdrawn', 'published', 'published']);
      const other = await share({ isPublic: false });
      const among = async (caller: Caller) => (await call(resources.among, caller, { ids: [id, other.id, 999_999] })).resources;
      expect((await among(OWNER)).map((each) => each.id)).toEqual([id, other.id]);
      expect((await among(ANONYMOUS)).map((each) => each.id)).toEqual([id]);
    });

    test('restores a resource once; it does not exist for others', async () => {
      const { id } = await share();
      expect(await codeOf(call(resources.restore, OWNER, { id }))).toBe('NOT_FOUND');
      await remove(id);
      expect(await codeOf(call(resources.restore, ANONYMOUS, { id }))).toBe('UNAUTHENTICATED');
      expect(await codeOf(call(resources.restore, STRANGER, { id }))).toBe('NOT_FOUND');
      expect(await codeOf(call(resources.history, STRANGER, { id }))).toBe('NOT_FOUND');
      expect((await call(resources.listTrash, STRANGER, {})).total).toBe(0);
      const tries = await Promise.all([1, 2, 3].map(() => codeOf(call(resources.restore, ADMIN, { id }))));
      expect(tries.sort()).toEqual(['NOT_FOUND', 'NOT_FOUND', 'no error']);
    });

    test('is emptied after 30 days, with an event for the file, without votes and history', async () => {
      const [old, fresh] = [await share(), await share()];
      await call(resources.rate, STRANGER, { id: old.id, rating: 2 });
      for (const { id } of [old, fresh]) await remove(id);
      await catalog().sql(`UPDATE catalog.resource_trash SET deleted_at = now() - interval '31 days' WHERE id = $1`, [old.id]);
      expect(await codeOf(call(resources.restore, OWNER, { id: old.id }))).toBe('NOT_FOUND');
      expect(await trashed()).not.toContain(old.id);
      await catalog().emptyTrash();
      for (const table of ['resource_ratings', 'resource_changes'])
        expect(await catalog().sql(`SELECT 1 FROM catalog.${table} WHERE resource_id = $1`, [old.id])).toEqual([]);
      expect(await catalog().sql('SELECT 1 FROM catalog.resource_trash WHERE id = $1', [old.id])).toEqual([]);
      expect(await eventsOf(old.id)).toHaveLength(1);
      expect(await trashed()).toContain(fresh.id);
    });
  });

  test('the history of a resource has each author and each difference, page after page, also of a deleted one', async () => {
    const { id } = await share({ tags: ['a'], isPublic: false });
    await call(resources.update, OWNER, { id, title: 'Bourdon aigu', tags: ['a', 'b'] });
    await call(resources.update, OWNER, { id, title: 'Bourdon aigu' });
    await call(resources.update, ADMIN, { id, isPublic: true });
    expect(await codeOf(call(resources.history, STRANGER, { id }))).toBe('FORBIDDEN');
    expect(await codeOf(call(resources.history, ANONYMOUS, { id }))).toBe('UNAUTHENTICATED');
    await remove(id);
    const first = await call(resources.history, OWNER, { id, limit: 2 });
    expect(first.items.map(({ action, userId, changes }) => [action, userId, changes])).toEqual([
      ['delete', 93, []],
      ['update', 1, [{ field: 'is_public', from: false, to: true }]],
    ]);
    const second = await call(resources.history, OWNER, { id, limit: 2, cursor: first.nextCursor ?? '' });
    expect([first.total, second.items.map(({ changes }) => changes)]).toEqual([
      3,
      [
        [
          { field: 'title', from: 'Bourdon', to: 'Bourdon aigu' },
          { field: 'tags', from: 'a', to: 'a, b' },
        ],
      ],
    ]);
  });

  test('an erasure deletes the resources in the trash with events, and the author of changes of others', async () => {
    const gone = await call(resources.create, user(96), {
      title: 'x',
      category: 'other',
      objectId: catalog().objects.upload(96),
    });
    await call(resources.delete, user(96), { id: gone.id });
    await call(resources.rate, user(96), { id: (await share()).id, rating: 3 });
    const theirs = await share();
    await call(resources.update, user(97, 'admin'), { id: theirs.id, title: 'y' });
    for (const id of [96, 97]) await catalog().erase(id);
    expect(await eventsOf(gone.id)).toHaveLength(1);
    expect(await codeOf(call(resources.restore, ADMIN, { id: gone.id }))).toBe('NOT_FOUND');
    expect((await call(resources.history, OWNER, { id: theirs.id })).items).toMatchObject([{ userId: null, action: 'update' }]);
  });
}
