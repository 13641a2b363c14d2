import { afterAll, beforeAll, expect } from '@jest/globals';
import { eventually } from '@veza/testing';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../src/browser/front-end.js';
import { Person } from '../../src/browser/person.js';
import { fileOf } from '../../src/clients/rest.js';
import { journey } from '../../src/journey.js';
import { tone } from '../../src/sound.js';
import { signIn, signUp, type TestUser, word } from '../../src/test-users.js';
import { follow } from '../../src/tracks.js';

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
    await follow(artist.client, track); // strangers find it when it is ready
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
