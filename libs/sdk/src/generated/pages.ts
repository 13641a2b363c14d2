// Made by `node tools/generate/sdk.mjs` from the OpenAPI document; `npm test` compares.

import { itemsOf } from '../pages.js';
import type { Operations } from './operations.js';

type Input<Name extends keyof Operations> = Parameters<Operations[Name]>[0];

/** The items of the lists of the API, over all pages. A page is requested when the items before it are consumed. */
export class Pages {
  constructor(private readonly veza: Operations) {}

  /** Every item of `listSignIns`. */
  listSignIns(input?: Input<'listSignIns'>) {
    return itemsOf(
      { ...input?.query },
      (query) => this.veza.listSignIns({ ...input, query }),
      (page) => ({
        items: page.sign_ins,
        next: page.next_cursor,
        parameter: 'cursor',
      }),
    );
  }

  /** Every item of `searchUsers`. */
  searchUsers(input: Input<'searchUsers'>) {
    return itemsOf(
      { ...input.query },
      (query) => this.veza.searchUsers({ ...input, query }),
      (page) => ({
        items: page.users,
        next: page.next_cursor,
        parameter: 'cursor',
      }),
    );
  }

  /** Every item of `listPlatformBans`. */
  listPlatformBans(input?: Input<'listPlatformBans'>) {
    return itemsOf(
      { ...input?.query },
      (query) => this.veza.listPlatformBans({ ...input, query }),
      (page) => ({
        items: page,
        next: page.at(-1)?.id,
        parameter: 'before',
      }),
    );
  }

  /** Every item of `listRoleChanges`. */
  listRoleChanges(input?: Input<'listRoleChanges'>) {
    return itemsOf(
      { ...input?.query },
      (query) => this.veza.listRoleChanges({ ...input, query }),
      (page) => ({
        items: page,
        next: page.at(-1)?.id,
        parameter: 'before',
      }),
    );
  }

  /** Every item of `listProducts`. */
  listProducts(input?: Input<'listProducts'>) {
    return itemsOf(
      { ...input?.query },
      (query) => this.veza.listProducts({ ...input, query }),
      (page) => ({
        items: page.products,
        next: page.next_cursor,
        parameter: 'cursor',
      }),
    );
  }

  /** Every item of `listTrashedProducts`. */
  listTrashedProducts(input?: Input<'listTrashedProducts'>) {
    return itemsOf(
      { ...input?.query },
      (query) => this.veza.listTrashedProducts({ ...input, query }),
      (page) => ({
        items: page.products,
        next: page.next_cursor,
        parameter: 'cursor',
      }),
    );
  }

  /** Every item of `getProductHistory`. */
  getProductHistory(input: Input<'getProductHistory'>) {
    return itemsOf(
      { ...input.query },
      (query) => this.veza.getProductHistory({ ...input, query }),
      (page) => ({
        items: page.changes,
        next: page.next_cursor,
        parameter: 'cursor',
      }),
    );
  }

  /** Every item of `listProductImports`. */
  listProductImports(input?: Input<'listProductImports'>) {
    return itemsOf(
      { ...input?.query },
      (query) => this.veza.listProductImports({ ...input, query }),
      (page) => ({
        items: page.imports,
        next: page.next_cursor,
        parameter: 'cursor',
      }),
    );
  }

  /** Every item of `listTracks`. */
  listTracks(input?: Input<'listTracks'>) {
    return itemsOf(
      { ...input?.query },
      (query) => this.veza.listTracks({ ...input, query }),
      (page) => ({
        items: page.tracks,
        next: page.next_cursor,
        parameter: 'cursor',
      }),
    );
  }

  /** Every item of `listTrackNotifications`. */
  listTrackNotifications(input?: Input<'listTrackNotifications'>) {
    return itemsOf(
      { ...input?.query },
      (query) => this.veza.listTrackNotifications({ ...input, query }),
      (page) => ({
        items: page.notifications,
        next: page.next_cursor,
        parameter: 'cursor',
      }),
    );
  }

  /** Every item of `listTranscodings`. */
  listTranscodings(input?: Input<'listTranscodings'>) {
    return itemsOf(
      { ...input?.query },
      (query) => this.veza.listTranscodings({ ...input, query }),
      (page) => ({
        items: page.transcodings,
        next: page.next_cursor,
        parameter: 'cursor',
      }),
    );
  }

  /** Every item of `listTranscodingQueueChanges`. */
  listTranscodingQueueChanges(input?: Input<'listTranscodingQueueChanges'>) {
    return itemsOf(
      { ...input?.query },
      (query) => this.veza.listTranscodingQueueChanges({ ...input, query }),
      (page) => ({
        items: page.changes,
        next: page.next_cursor,
        parameter: 'cursor',
      }),
    );
  }

  /** Every item of `listResources`. */
  listResources(input?: Input<'listResources'>) {
    return itemsOf(
      { ...input?.query },
      (query) => this.veza.listResources({ ...input, query }),
      (page) => ({
        items: page.resources,
        next: page.next_cursor,
        parameter: 'cursor',
      }),
    );
  }

  /** Every item of `listTrashedResources`. */
  listTrashedResources(input?: Input<'listTrashedResources'>) {
    return itemsOf(
      { ...input?.query },
      (query) => this.veza.listTrashedResources({ ...input, query }),
      (page) => ({
        items: page.resources,
        next: page.next_cursor,
        parameter: 'cursor',
      }),
    );
  }

  /** Every item of `getResourceHistory`. */
  getResourceHistory(input: Input<'getResourceHistory'>) {
    return itemsOf(
      { ...input.query },
      (query) => this.veza.getResourceHistory({ ...input, query }),
      (page) => ({
        items: page.changes,
        next: page.next_cursor,
        parameter: 'cursor',
      }),
    );
  }

  /** Every item of `listFollowers`. */
  listFollowers(input: Input<'listFollowers'>) {
    return itemsOf(
      { ...input.query },
      (query) => this.veza.listFollowers({ ...input, query }),
      (page) => ({
        items: page.people,
        next: page.next_cursor,
        parameter: 'cursor',
      }),
    );
  }

  /** Every item of `listFollowing`. */
  listFollowing(input: Input<'listFollowing'>) {
    return itemsOf(
      { ...input.query },
      (query) => this.veza.listFollowing({ ...input, query }),
      (page) => ({
        items: page.people,
        next: page.next_cursor,
        parameter: 'cursor',
      }),
    );
  }

  /** Every item of `listLikedTracks`. */
  listLikedTracks(input?: Input<'listLikedTracks'>) {
    return itemsOf(
      { ...input?.query },
      (query) => this.veza.listLikedTracks({ ...input, query }),
      (page) => ({
        items: page.tracks,
        next: page.next_cursor,
        parameter: 'cursor',
      }),
    );
  }

  /** Every item of `listFeed`. */
  listFeed(input?: Input<'listFeed'>) {
    return itemsOf(
      { ...input?.query },
      (query) => this.veza.listFeed({ ...input, query }),
      (page) => ({
        items: page.items,
        next: page.next_cursor,
        parameter: 'cursor',
      }),
    );
  }

  /** Every item of `listPublications`. */
  listPublications(input?: Input<'listPublications'>) {
    return itemsOf(
      { ...input?.query },
      (query) => this.veza.listPublications({ ...input, query }),
      (page) => ({
        items: page.items,
        next: page.next_cursor,
        parameter: 'cursor',
      }),
    );
  }

  /** Every item of `listComments`. */
  listComments(input: Input<'listComments'>) {
    return itemsOf(
      { ...input.query },
      (query) => this.veza.listComments({ ...input, query }),
      (page) => ({
        items: page.comments,
        next: page.next_cursor,
        parameter: 'cursor',
      }),
    );
  }

  /** Every item of `listReplies`. */
  listReplies(input: Input<'listReplies'>) {
    return itemsOf(
      { ...input.query },
      (query) => this.veza.listReplies({ ...input, query }),
      (page) => ({
        items: page.replies,
        next: page.next_cursor,
        parameter: 'cursor',
      }),
    );
  }

  /** Every item of `listOwnPlaylists`. */
  listOwnPlaylists(input?: Input<'listOwnPlaylists'>) {
    return itemsOf(
      { ...input?.query },
      (query) => this.veza.listOwnPlaylists({ ...input, query }),
      (page) => ({
        items: page.playlists,
        next: page.next_cursor,
        parameter: 'cursor',
      }),
    );
  }

  /** Every item of `listPlaylistsOfPerson`. */
  listPlaylistsOfPerson(input: Input<'listPlaylistsOfPerson'>) {
    return itemsOf(
      { ...input.query },
      (query) => this.veza.listPlaylistsOfPerson({ ...input, query }),
      (page) => ({
        items: page.playlists,
        next: page.next_cursor,
        parameter: 'cursor',
      }),
    );
  }

  /** Every item of `getPlaylist`. */
  getPlaylist(input: Input<'getPlaylist'>) {
    return itemsOf(
      { ...input.query },
      (query) => this.veza.getPlaylist({ ...input, query }),
      (page) => ({
        items: page.tracks,
        next: page.next_cursor,
        parameter: 'cursor',
      }),
    );
  }

  /** Every item of `listReports`. */
  listReports(input?: Input<'listReports'>) {
    return itemsOf(
      { ...input?.query },
      (query) => this.veza.listReports({ ...input, query }),
      (page) => ({
        items: page,
        next: page.at(-1)?.id,
        parameter: 'before',
      }),
    );
  }

  /** Every item of `moderationAudit`. */
  moderationAudit(input?: Input<'moderationAudit'>) {
    return itemsOf(
      { ...input?.query },
      (query) => this.veza.moderationAudit({ ...input, query }),
      (page) => ({
        items: page,
        next: page.at(-1)?.id,
        parameter: 'before',
      }),
    );
  }

  /** Every item of `listSavedMessages`. */
  listSavedMessages(input?: Input<'listSavedMessages'>) {
    return itemsOf(
      { ...input?.query },
      (query) => this.veza.listSavedMessages({ ...input, query }),
      (page) => ({
        items: page.saved,
        next: page.next_cursor,
        parameter: 'cursor',
      }),
    );
  }

  /** Every item of `listAppointments`. */
  listAppointments(input?: Input<'listAppointments'>) {
    return itemsOf(
      { ...input?.query },
      (query) => this.veza.listAppointments({ ...input, query }),
      (page) => ({
        items: page.items,
        next: page.pagination.nextCursor,
        parameter: 'cursor',
      }),
    );
  }

  /** Every item of `listPatientAppointments`. */
  listPatientAppointments(input: Input<'listPatientAppointments'>) {
    return itemsOf(
      { ...input.query },
      (query) => this.veza.listPatientAppointments({ ...input, query }),
      (page) => ({
        items: page.items,
        next: page.pagination.nextCursor,
        parameter: 'cursor',
      }),
    );
  }

  /** Every item of `listPatients`. */
  listPatients(input?: Input<'listPatients'>) {
    return itemsOf(
      { ...input?.query },
      (query) => this.veza.listPatients({ ...input, query }),
      (page) => ({
        items: page.items,
        next: page.pagination.nextCursor,
        parameter: 'cursor',
      }),
    );
  }

  /** Every item of `listPatientAudit`. */
  listPatientAudit(input: Input<'listPatientAudit'>) {
    return itemsOf(
      { ...input.query },
      (query) => this.veza.listPatientAudit({ ...input, query }),
      (page) => ({
        items: page.items,
        next: page.pagination.nextCursor,
        parameter: 'cursor',
      }),
    );
  }

  /** Every item of `listOwnAppointments`. */
  listOwnAppointments(input?: Input<'listOwnAppointments'>) {
    return itemsOf(
      { ...input?.query },
      (query) => this.veza.listOwnAppointments({ ...input, query }),
      (page) => ({
        items: page.items,
        next: page.next,
        parameter: 'from',
      }),
    );
  }

  /** Every item of `listNotifications`. */
  listNotifications(input?: Input<'listNotifications'>) {
    return itemsOf(
      { ...input?.query },
      (query) => this.veza.listNotifications({ ...input, query }),
      (page) => ({
        items: page.items,
        next: page.pagination.nextCursor,
        parameter: 'cursor',
      }),
    );
  }
}
