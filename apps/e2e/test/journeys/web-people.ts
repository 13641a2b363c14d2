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
import { follow } from '../../src/tracks.js';

/** A person uploads a track; another one follows and likes in English at a desktop, a third one in French at a phone. */
journey('people in the web client', (step) => {
  let browser: Browser;
  let artist: TestUser;
  let track: number;
  let second: number;
  const [title, other] = [word(), word()];
  let ana: Person;
  let bo: Person;

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
    // What is not known yet has its place: a press meets the button that it was meant for.
    const likes: (() => void)[] = [];
    await page.route('**/likes', (route) => void likes.push(() => void route.continue()));
    await ana.visit(`/tracks/${track}`);
    const playlists = page.getByRole('button', { name: 'Add to a playlist' });
    await eventually('the request for the likes', () => likes.length > 0);
    const place = await playlists.boundingBox();
    for (const answer of likes) answer();
    await page.unroute('**/likes');
    await page.getByRole('button', { name: 'Like · 0' }).waitFor();
    expect(await playlists.boundingBox()).toEqual(place);
    await page.getByRole('button', { name: 'Like · 0' }).click();
    await page.getByRole('button', { name: 'Liked · 1', pressed: true }).waitFor();
    expect(await ana.findings()).toEqual([]);
    await page.getByRole('link', { name: artist.username }).click();
    await page.getByRole('button', { name: `Following ${artist.username}: end it` }).click();
    await page.getByRole('link', { name: 'No followers' }).waitFor();
    await page.getByRole('button', { name: `Block ${artist.username}` }).waitFor();
    await page.getByRole('button', { name: 'Report' }).click();
    await page.getByRole('dialog', { name: `Report ${artist.username}` }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Write', exact: true }).click();
    await page.getByRole('heading', { name: artist.username }).waitFor();
  });

  step('she makes a playlist from the page of a track, orders it by keyboard and by drag, and shares it', async (system) => {
    const { page } = ana;
    const audio = fileOf({ bytes: tone(0.5), name: 'si.wav', type: 'audio/wav' });
    second = (await artist.client.uploadTrack({ body: { audio, title: other, artist: 'Ada' } })).data.id;
    await ana.visit(`/tracks/${track}`);
    await page.getByRole('button', { name: 'Add to a playlist' }).click();
    await page.getByLabel('New playlist').fill('Night');
    await page.getByRole('button', { name: 'Create and add' }).click();
    await page.getByRole('checkbox', { name: 'Night', checked: true }).waitFor();
    expect(await ana.findings()).toEqual([]);
    await ana.visit(`/tracks/${second}`);
    await page.getByRole('button', { name: 'Add to a playlist' }).click();
    await page.getByRole('checkbox', { name: 'Night' }).click();
    await page.getByRole('checkbox', { name: 'Night', checked: true }).waitFor();

    await ana.visit('/playlists');
    expect(await ana.findings()).toEqual([]);
    await page.getByRole('link', { name: 'Night' }).click();
    const lines = page.getByRole('list', { name: 'Tracks in their order' }).getByRole('listitem');
    const first = async (text: string) =>
      eventually('the order', async () => (await lines.first().textContent())?.includes(text));
    await first(title);
    await page.getByRole('button', { name: `Move ${other} up` }).press('Enter');
    await page.getByText(`${other}: place 1 of 2`).waitFor();
    await first(other);
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe(`Move ${other} up`);
    await lines.last().dragTo(lines.first());
    await first(title);
    expect(await ana.findings()).toEqual([]);
    await page.getByRole('button', { name: 'Share by a link' }).click();
    await page.getByRole('button', { name: 'Make a link' }).click();
    const link = await page.getByRole('textbox', { name: 'Share by a link' }).inputValue();
    await page.getByRole('button', { name: 'Close', exact: true }).click();

    const cy = await Person.open(system, browser, { locale: 'fr', device: 'phone' });
    await cy.visit(new URL(link).pathname.replace('/app', '')).catch(() => undefined);
    await cy.page.getByRole('alert').waitFor(); // without the code there is nothing
    await cy.visit(link.slice(link.indexOf('/app') + '/app'.length));
    await cy.page.reload();
    await cy.page.getByRole('heading', { name: 'Night', level: 1 }).waitFor();
    await cy.page.getByRole('link', { name: other }).waitFor();
    await artist.client.updateTrack({ path: { id: second }, body: { is_public: false } });
    await cy.page.reload();
    await cy.page.getByRole('link', { name: title }).waitFor();
    expect(await cy.page.getByRole('link', { name: other }).count()).toBe(0);
    expect(await cy.findings()).toEqual([]);
    expect(Number(await cy.page.evaluate('document.documentElement.scrollWidth'))).toBeLessThanOrEqual(390);
    expect(cy.faults).toEqual([]);
    await cy.context.close();
  });

  step('a public playlist stands on the page of its owner, and an editor that she names moves and leaves', async (system) => {
    await artist.client.updateTrack({ path: { id: second }, body: { is_public: true } });
    const { page } = ana;
    await page.getByRole('button', { name: 'Edit the details' }).click();
    await page.getByLabel('Who sees it').selectOption('public');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Public', { exact: true }).waitFor();
    bo = await Person.open(system, browser, { locale: 'fr', device: 'phone' });
    await bo.enter('/tracks');
    await page.getByLabel('User name').fill(bo.username);
    await page.getByRole('button', { name: 'Let edit' }).click();
    await page.getByRole('link', { name: bo.username }).waitFor();
    await bo.visit(`/people/${ana.username}`);
    await bo.page.getByRole('link', { name: 'Night' }).click();
    await bo.page.getByRole('button', { name: `Monter ${other}` }).click();
    await bo.page.getByText(`${other} : place 1 sur 2`).waitFor();
    expect(await bo.findings()).toEqual([]);
    await bo.page.getByRole('button', { name: 'Ne plus la modifier' }).click();
    await bo.page.getByText("Aucune playlist pour l'instant").waitFor();
    await page.reload();
    const lines = page.getByRole('list', { name: 'Tracks in their order' }).getByRole('listitem');
    await eventually('the move of the editor', async () => (await lines.first().textContent())?.includes(other));
  });

  step('another one follows in French at a narrow phone, and nothing is lost', async () => {
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
    const published = (wanted: string) =>
      eventually('the track in the feed', async () => {
        const { data } = await system.client(accessToken).listFeed();
        return data.items.some(({ track: listed }) => listed?.title === wanted);
      });
    await published(title);
    await bo.visit('/');
    const part = page.getByRole('region', { name: 'Des personnes que vous suivez' });
    await part.getByRole('link', { name: title }).waitFor();
    expect(await bo.findings()).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    const [audio, next] = [fileOf({ bytes: tone(30), name: 'si.wav', type: 'audio/wav' }), word()];
    const path = { id: (await artist.client.uploadTrack({ body: { audio, title: next, artist: 'Ada' } })).data.id };
    await published(next);
    const phone = system.client(accessToken);
    await phone.playTrack({ path });
    await phone.setTrackPosition({ path, body: { seconds: 7 } });
    await page.evaluate(`dispatchEvent(new Event('visibilitychange'))`); // as when the page is looked at again
    await part.getByRole('button', { name: 'Une nouveauté' }).click();
    await part.getByRole('link', { name: next }).waitFor();
    await page.getByRole('region', { name: 'Écoutés récemment' }).getByText('Reprendre à 0:07').waitFor();
    await part.getByRole('link', { name: 'Tout ce que publient' }).click();
    await page.getByRole('list', { name: 'Des personnes que vous suivez' }).getByRole('link', { name: next }).click();
    await page.getByRole('heading', { name: next }).waitFor();
    expect(bo.faults).toEqual([]);
  });

  step('a new follower is a notice at once, it is read on all devices, and its kind is switched off', async (system) => {
    const { page } = bo;
    const { accessToken } = await signIn(system, bo);
    const device = system.client(accessToken);
    await bo.visit('/');
    const bell = page.getByRole('link', { name: /^Notifications/ });
    await bell.waitFor();
    await device.readNotices({ body: {} });
    await page.getByRole('link', { name: 'Notifications', exact: true }).waitFor();
    await artist.client.followPerson({ path: { name: bo.username } });
    await page.getByRole('link', { name: 'Notifications, 1 non lue' }).click();
    const line = page.getByRole('listitem').filter({ hasText: `${artist.username} vous suit` });
    await line.getByText('nouveau').waitFor();
    expect(await bo.findings()).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    await device.readNotices({ body: {} }); // on the other device
    await line.getByText('nouveau').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Notifications', exact: true }).waitFor();
    await line.getByRole('link').press('Enter');
    await page.getByRole('heading', { name: artist.username }).waitFor();
    await bo.visit('/notices');
    await page.getByRole('link', { name: 'Choisir les notifications' }).click();
    const box = page.getByRole('checkbox', { name: 'Nouveaux abonnés, Dans la liste' });
    await box.press('Space');
    await eventually('the level', async () => !(await device.getNoticeLevels()).data.follow.app);
    expect(await bo.findings()).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    await bo.visit('/notices');
    await page.getByRole('heading', { name: 'Notifications', level: 1 }).waitFor();
    await eventually('no follower in the list', async () => (await line.count()) === 0);
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
