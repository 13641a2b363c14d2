import { describe, expect, test } from '@jest/globals';
import { ANONYMOUS, type ArrangePictures, MOST_PICTURES, type ProductView, products } from '@veza/contracts';
import { asOperation, type CatalogUnderTest, codeOf, user } from './catalog-under-test.js';

const [OWNER, STRANGER, ADMIN] = [user(95), user(96), user(1, 'admin')];

/** Pictures of products, in the running catalog of a suite. */
export function productPictures(catalog: () => CatalogUnderTest): void {
  const call: CatalogUnderTest['call'] = (...request) => catalog().call(...request);
  const create = (): Promise<ProductView> => call(products.create, OWNER, { name: 'Viole', price: '90.00' });
  const upload = () => catalog().objects.upload(95, { type: 'image/jpeg', filename: 'front.jpg' });
  const add = (id: number, objectId = upload(), alt = '') => call(products.addPicture, OWNER, { id, objectId, alt });
  const arrange = (id: number, pictures: ArrangePictures['pictures'], caller = OWNER) =>
    call(products.arrangePictures, caller, { id, pictures });
  const released = async (objectId: string) =>
    (
      await catalog().sql(
        `SELECT 1 FROM catalog.events WHERE name = 'catalog.products.pictureRemoved' AND payload->>'objectId' = $1`,
        [objectId],
      )
    ).length;

  describe('the pictures of a product', () => {
    test('have an order and texts, which change as a whole, with a history and an event for a removed one', async () => {
      const { id } = await create();
      const first = (await add(id, upload(), 'front')).pictures[0];
      const both = await add(id);
      expect(both.pictures).toEqual([first, { id: expect.any(String), alt: '' }]);
      const [front = { id: '', alt: '' }, side = front] = both.pictures;
      const order = [{ ...side, alt: 'side' }, front];
      const arranged = await arrange(id, order);
      expect([arranged.pictures, arranged.updatedAt > both.updatedAt]).toEqual([order, true]);
      expect((await call(products.list, ANONYMOUS, { owner: 95 })).items[0]?.pictures).toEqual(order);
      for (const wrong of [[front], [front, front], [...order, { id: upload(), alt: '' }]])
        expect(await codeOf(arrange(id, wrong))).toBe('CONFLICT');
      await call(products.removePicture, OWNER, { id, pictureId: side.id });
      expect(await codeOf(call(products.removePicture, OWNER, { id, pictureId: side.id }))).toBe('NOT_FOUND');
      expect((await call(products.get, ANONYMOUS, { id })).pictures).toEqual([front]);
      expect([await released(side.id), await released(front.id)]).toEqual([1, 0]);
      const { items } = await call(products.history, OWNER, { id });
      const actions = ['remove_picture', 'arrange_pictures', 'add_picture', 'add_picture'];
      expect(items.map(({ action }) => action)).toEqual(actions);
    });

    test('are at most ten, also when more arrive at once, and those too many are released', async () => {
      const { id } = await create();
      const uploads = Array.from({ length: MOST_PICTURES + 4 }, upload);
      const codes = await Promise.all(uploads.map((objectId) => codeOf(add(id, objectId))));
      expect(codes.filter((code) => code === 'CONFLICT')).toHaveLength(4);
      const { pictures } = await call(products.get, ANONYMOUS, { id });
      const kept = pictures.map((picture) => picture.id).sort();
      expect(kept).toHaveLength(MOST_PICTURES);
      expect(uploads.filter((objectId) => catalog().objects.stored.has(objectId)).sort()).toEqual(kept);
      expect(await codeOf(call(products.mayAddPicture, OWNER, { id }))).toBe('CONFLICT');
    });

    test('are written by the owner and administrators, and a repeated upload adds one', async () => {
      const { id } = await create();
      const theirs = catalog().objects.upload(96);
      expect(await codeOf(call(products.addPicture, STRANGER, { id, objectId: theirs }))).toBe('FORBIDDEN');
      expect(catalog().objects.stored.has(theirs)).toBe(false);
      expect(await codeOf(call(products.mayAddPicture, STRANGER, { id }))).toBe('FORBIDDEN');
      expect(await codeOf(call(products.mayAddPicture, ANONYMOUS, { id }))).toBe('UNAUTHENTICATED');
      const repeat = () => asOperation('a repeated picture', OWNER, () => add(id));
      const [once, again] = [await repeat(), await repeat()];
      expect(again).toEqual(once);
      const [picture = { id: '', alt: '' }] = once.pictures;
      expect(await codeOf(arrange(id, [picture], STRANGER))).toBe('FORBIDDEN');
      expect(await codeOf(call(products.removePicture, STRANGER, { id, pictureId: picture.id }))).toBe('FORBIDDEN');
      await call(products.removePicture, ADMIN, { id, pictureId: picture.id });
      expect(await released(picture.id)).toBe(1);
    });

    test('go to the trash with the product, come back with it, and are released with the trash', async () => {
      const { id } = await create();
      const { pictures } = await add(id);
      const objectId = pictures[0]?.id ?? '';
      await call(products.delete, OWNER, { id });
      expect((await call(products.restore, OWNER, { id })).pictures).toEqual(pictures);
      await call(products.delete, OWNER, { id });
      await catalog().sql(`UPDATE catalog.product_trash SET deleted_at = now() - interval '31 days' WHERE id = $1`, [id]);
      expect(await released(objectId)).toBe(0);
      await catalog().emptyTrash();
      expect(await released(objectId)).toBe(1);
    });
  });
}
