import { afterAll, beforeAll, expect } from '@jest/globals';
import { eventually } from '@veza/testing';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../src/browser/front-end.js';
import { Person } from '../../src/browser/person.js';
import { FILES } from '../../src/fuzz/files.js';
import { fileOf } from '../../src/clients/rest.js';
import { journey } from '../../src/journey.js';
import { tone } from '../../src/sound.js';
import { signIn, signUp, type TestUser, word } from '../../src/test-users.js';

/** A person uploads a track; another one follows and likes in English at a desktop, a third one in French at a phone. */
journey('people in the web client', (step) => {
  let browser: Browser;
  let artist: TestUser;
  let track: number;
  let ana: Person;
  let bo: Person;
  const title = word();

  beforeAll(async () => {
    browser = await openBrowser();
  }, 90_000);
  afterAll(() => browser?.close());

  step('a stranger reads the page of a person, and comes back to it after the sign-in', async (system) => {
    artist = await signUp(system, 'artist');
    await artist.client.updateMe({ body: { first_name: 'Ada', last_name: 'Byron', bio: 'I play the oud.' } });
    const audio = fileOf({ bytes: tone(0.5), name: 'la.wav', type: 'audio/wav' });
    track = (await artist.client.uploadTrack({ body: { audio, title, artist: 'Ada' } })).data.id;
    ana = await Person.open(system, browser, { locale: 'en', device: 'desktop' });
    const path = `/people/${artist.username}`;
    await ana.visit(path);
    for (const text of ['Ada Byron', 'I play the oud.', 'No followers']) await ana.page.getByText(text).waitFor();
    await ana.page.getByRole('link', { name: title }).waitFor();
    expect(await ana.findings()).toEqual([]);
    await ana.page.getByRole('link', { name: 'Sign in to follow' }).waitFor();
    await ana.enter('/tracks');
    await ana.visit(path);
  });

  step('she follows, likes a track, and finds the person from it', async () => {
    const { page } = ana;
    await page.getByRole('button', { name: `Follow ${artist.username}` }).click();
    await page.getByRole('link', { name: 'One follower' }).click();
    await page.getByRole('heading', { name: `Followers of ${artist.username}` }).waitFor();
    await page.getByRole('link', { name: ana.username }).waitFor();
    expect(await ana.findings()).toEqual([]);
    await ana.visit(`/tracks/${track}`);
    await page.getByRole('button', { name: 'Like · 0' }).click();
    await page.getByRole('button', { name: 'Liked · 1', pressed: true }).waitFor();
    expect(await ana.findings()).toEqual([]);
    await page.getByRole('link', { name: artist.username }).click();
    await page.getByRole('button', { name: `Following ${artist.username}: end it` }).click();
    await page.getByRole('link', { name: 'No followers' }).waitFor();
  });

  step('another one follows in French at a narrow phone, and nothing is lost', async (system) => {
    bo = await Person.open(system, browser, { locale: 'fr', device: 'phone' });
    await bo.enter('/tracks');
    const { page } = bo;
    await page.setViewportSize({ width: 320, height: 640 });
    await bo.visit(`/people/${artist.username}`);
    await page.getByRole('button', { name: `Suivre ${artist.username}` }).click();
    await page.getByRole('link', { name: 'Un abonné' }).waitFor();
    const overflow = () => page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(await overflow()).toBe(0);
    expect(await bo.findings()).toEqual([]);
    await page.getByRole('link', { name: 'Ne suit personne' }).click();
    await page.getByText("Ne suit personne pour l'instant").waitFor();
    expect(await overflow()).toBe(0);
    expect([...ana.faults, ...bo.faults]).toEqual([]);
  });

  step('a person gives herself a picture, and her page and her followers show it', async () => {
    const { page } = ana;
    const picture = { name: 'dot.png', mimeType: 'image/png', buffer: FILES['dot.png'] ?? Buffer.alloc(0) };
    await ana.visit('/settings');
    for (const label of ['Picture', 'Banner of your page']) {
      await page.getByLabel(label, { exact: true }).setInputFiles(picture);
      await page
        .getByText('Saved.')
        .nth(label === 'Picture' ? 0 : 1)
        .waitFor();
    }
    await page.getByLabel('Your pages elsewhere').fill('https://ana.example');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Your profile is saved.').waitFor();
    expect(await ana.findings()).toEqual([]);
    await ana.visit(`/people/${ana.username}`);
    await page.getByRole('link', { name: 'ana.example' }).waitFor();
    const shown = () =>
      page.locator('main img').evaluateAll((pictures) => pictures.filter((each) => each.naturalWidth > 0).length);
    await eventually('banner and picture', async () => (await shown()) === 2);
    expect(await ana.findings()).toEqual([]);
  });

  step('what that person publishes is on the home, and what comes meanwhile waits there', async (system) => {
    const { page } = bo;
    const { accessToken } = await signIn(system, bo);
    const published = (count: number) =>
      eventually('the track in the feed', async () => {
        const { data } = await system.client(accessToken).listFeed();
        return data.items.length === count;
      });
    await published(1);
    await bo.visit('/');
    const part = page.getByRole('region', { name: 'Des personnes que vous suivez' });
    await part.getByRole('link', { name: title }).waitFor();
    expect(await bo.findings()).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    const [audio, next] = [fileOf({ bytes: tone(0.5), name: 'si.wav', type: 'audio/wav' }), word()];
    await artist.client.uploadTrack({ body: { audio, title: next, artist: 'Ada' } });
    await published(2);
    await page.evaluate(`dispatchEvent(new Event('visibilitychange'))`); // as when the page is looked at again
    await part.getByRole('button', { name: 'Une nouveauté' }).click();
    await part.getByRole('link', { name: next }).waitFor();
    await part.getByRole('link', { name: 'Tout ce que publient' }).click();
    await page.getByRole('list', { name: 'Des personnes que vous suivez' }).getByRole('link', { name: next }).click();
    await page.getByRole('heading', { name: next }).waitFor();
    expect(bo.faults).toEqual([]);
  });

  step('a person that has blocked another one does not exist for it', async (system) => {
    const { accessToken, user } = await signIn(system, ana);
    const client = system.client(accessToken);
    await artist.client.block({ path: { userId: user.id } });
    const name = artist.username;
    await eventually('the block to hold', () =>
      client.getPerson({ path: { name } }).then(
        () => false,
        () => true,
      ),
    );
    await ana.visit(`/people/${name}`);
    await ana.page.getByRole('alert').waitFor();
    expect(await ana.page.getByRole('button', { name: 'Follow' }).count()).toBe(0);
    expect(await ana.findings()).toEqual([]);
  });
});
