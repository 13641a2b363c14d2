import { useQuery } from '@tanstack/react-query';
import type { Track, Veza } from '@veza/sdk';
import { useVeza } from '../../session/session-context.js';
import type { OwnLink, OwnPlace } from './own-links.js';

/** What a card shows of a thing. */
export interface Card {
  readonly title: string;
  readonly under: string;
  readonly picture: string | null | undefined;
  /** To be played from the card. */
  readonly track?: Track;
}

type Read = (veza: Veza, link: OwnLink, signal: AbortSignal) => Promise<Card>;

const READS: Readonly<Record<OwnPlace, Read>> = {
  tracks: async (veza, { id }, signal) => {
    const { data: track } = await veza.getTrack({ path: { id: Number(id) }, signal });
    return { title: track.title, under: track.artist, picture: track.cover_urls?.small ?? track.cover_url, track };
  },
  albums: async (veza, { id }, signal) => {
    const { album } = (await veza.getAlbum({ path: { id: Number(id) }, signal })).data;
    return { title: album.title, under: album.owner.username, picture: album.cover_urls?.small };
  },
  playlists: async (veza, { id, hash: code }, signal) => {
    const { playlist } = (
      code === ''
        ? await veza.getPlaylist({ path: { id: Number(id) }, query: { limit: 1 }, signal })
        : await veza.openSharedPlaylist({ body: { code, limit: 1 }, signal })
    ).data;
    return { title: playlist.title, under: playlist.owner.username, picture: undefined };
  },
  products: async (veza, { id }, signal) => {
    const { name, owner_username, pictures } = (await veza.getProduct({ path: { id: Number(id) }, signal })).data;
    return { title: name, under: owner_username ?? '', picture: pictures[0]?.urls.small };
  },
  resources: async (veza, { id }, signal) => {
    const { title, uploader_username } = (await veza.getResource({ path: { id: Number(id) }, signal })).data;
    return { title, under: uploader_username ?? '', picture: undefined };
  },
  people: async (veza, { id: name }, signal) => {
    const person = (await veza.getPerson({ path: { name }, signal })).data;
    const { username, first_name, last_name, avatar } = person;
    return { title: username, under: `${first_name} ${last_name}`.trim(), picture: avatar };
  },
  book: async (veza, { id: cabinet }, signal) => {
    const { name, address } = (await veza.showCabinetPage({ path: { cabinet }, signal })).data;
    return { title: name, under: address ?? '', picture: undefined };
  },
};

/** One read of a thing, however many messages lead to it. What the reader may not see is an error, as everywhere. */
export function useCard(link: OwnLink, isWanted: boolean) {
  const veza = useVeza();
  const { place, id, hash } = link;
  return useQuery({
    queryKey: ['card', place, id, place === 'playlists' ? hash : ''],
    queryFn: ({ signal }) => READS[place](veza, link, signal),
    enabled: isWanted,
  });
}
