/** What the list shows; it stands in the address. */
export interface TracksSearch {
  whose?: 'mine' | undefined;
  words?: string | undefined;
}

const LONGEST = 200;

export const readTracksSearch = ({ whose, words }: Record<string, unknown>): TracksSearch => ({
  ...(whose === 'mine' && { whose }),
  ...(typeof words === 'string' && words !== '' && { words: words.slice(0, LONGEST) }),
});
