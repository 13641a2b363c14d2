import { describe, expect, test } from '@jest/globals';
import { anchors, longLines, relativeLinks } from './markdown.js';

const words = (count: number) => 'word '.repeat(count).trim();

describe('the reader of Markdown pages', () => {
  test('a link to a file is found with its line and anchor', () => {
    expect(relativeLinks('# A\n\nSee [b](b.md#c) and [`d`](../d).\n')).toEqual([
      { line: 3, path: 'b.md', anchor: 'c' },
      { line: 3, path: '../d', anchor: undefined },
    ]);
  });

  test('links in code, and addresses with a scheme, are left out', () => {
    expect(relativeLinks('`[a](a.md)` [b](https://example.org/b)\n\n```\n[c](c.md)\n```\n')).toEqual([]);
  });

  test('anchors follow the headings, repeated ones with a number', () => {
    const page = '# The `send` path: a–b, (c)\n\n```sh\n# no heading\n```\n\n## Same\n\n## Same\n';
    expect([...anchors(page)]).toEqual(['the-send-path-ab-c', 'same', 'same-1']);
  });

  test('a long prose line is found, and long code, tables and headings are not', () => {
    const long = words(30);
    const page = `${long}\n| ${long} |\n# ${long}\n\n\`\`\`\n${long}\n\`\`\`\n- [${long}](a.md)\n${words(10)}\n`;
    expect(longLines(page, 120).map(({ number }) => number)).toEqual([1]);
  });
});
