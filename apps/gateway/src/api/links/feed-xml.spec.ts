import { expect, test } from '@jest/globals';
import { parseFeed } from '@rowanmanning/feed-parser';
import { feedXml } from './feed-xml.js';

const HOSTILE = `]]></title><item> & "'> \u2028 <!-- \0\u0007\uffff\ud800 é`;
const KEPT = HOSTILE.replace(/[\0\u0007\uffff\ud800]/g, '');
const item = {
  title: HOSTILE,
  description: HOSTILE,
  author: HOSTILE,
  link: 'https://veza.test/app/tracks/7?a=1&b=2',
  publishedAt: '2026-03-01T09:30:00.000Z',
  seconds: 187.4,
  picture: 'https://veza.test/embed/tracks/7/cover.jpg',
  sound: { url: 'https://veza.test/embed/tracks/7/audio.m4a', bytes: 3_210_987 },
};
const feed = {
  title: HOSTILE,
  description: '',
  author: HOSTILE,
  link: 'https://veza.test/app/people/ada',
  self: 'https://veza.test/people/ada/feed.xml',
  items: [item, { ...item, title: 'Second' }],
};

test('a parser that others wrote reads what was written, also hostile titles', () => {
  const read = parseFeed(feedXml(feed)).toJSON();
  expect(read).toMatchObject({ title: KEPT, url: feed.link, self: feed.self });
  expect(read.items).toHaveLength(2);
  expect(read.items[0]).toMatchObject({
    title: KEPT,
    url: item.link,
    media: [{ url: item.sound.url, length: 3_210_987, mimeType: 'audio/mp4' }],
  });
  expect(new Date(read.items[0]?.published ?? 0).toISOString()).toBe(item.publishedAt);
});

test('the guid of a podcast is that of the example of its namespace', () => {
  // https://podcastindex.org/namespace/1.0#guid: `mp3s.nashownotes.com/pc20rss.xml`
  const xml = feedXml({ ...feed, self: 'https://mp3s.nashownotes.com/pc20rss.xml' });
  expect(xml).toContain('<podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>');
});
