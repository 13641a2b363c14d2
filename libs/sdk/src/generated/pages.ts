// Made by `node tools/generate/sdk.mjs` from the OpenAPI document; `npm test` compares.

import { itemsOf, listed } from '../pages.js';
import type { Operations } from './operations.js';

type Input<Name extends keyof Operations> = Parameters<Operations[Name]>[0];

/** The items of the lists of the API, over all pages. A page is requested when the items before it are consumed. */
export class Pages {
  constructor(private readonly veza: Operations) {}

  /** Every item of `listSignIns`. */
  listSignIns(input?: Input<'listSignIns'>) {
    return itemsOf(input, (asked) => this.veza.listSignIns(asked), listed('sign_ins'));
  }

  /** Every item of `searchUsers`. */
  searchUsers(input: Input<'searchUsers'>) {
    return itemsOf(input, (asked) => this.veza.searchUsers(asked), listed('users'));
  }

  /** Every item of `listPlatformBans`. */
  listPlatformBans(input?: Input<'listPlatformBans'>) {
    return itemsOf(
      input,
      (asked) => this.veza.listPlatformBans(asked),
      (page) => [page, page.at(-1)?.id],
      'before',
    );
  }

  /** Every item of `listRoleChanges`. */
  listRoleChanges(input?: Input<'listRoleChanges'>) {
    return itemsOf(
      input,
      (asked) => this.veza.listRoleChanges(asked),
      (page) => [page, page.at(-1)?.id],
      'before',
    );
  }

  /** Every item of `listProducts`. */
  listProducts(input?: Input<'listProducts'>) {
    return itemsOf(input, (asked) => this.veza.listProducts(asked), listed('products'));
  }

  /** Every item of `listTrashedProducts`. */
  listTrashedProducts(input?: Input<'listTrashedProducts'>) {
    return itemsOf(input, (asked) => this.veza.listTrashedProducts(asked), listed('products'));
  }

  /** Every item of `getProductHistory`. */
  getProductHistory(input: Input<'getProductHistory'>) {
    return itemsOf(input, (asked) => this.veza.getProductHistory(asked), listed('changes'));
  }

  /** Every item of `listProductImports`. */
  listProductImports(input?: Input<'listProductImports'>) {
    return itemsOf(input, (asked) => this.veza.listProductImports(asked), listed('imports'));
  }

  /** Every item of `listTracks`. */
  listTracks(input?: Input<'listTracks'>) {
    return itemsOf(input, (asked) => this.veza.listTracks(asked), listed('tracks'));
  }

  /** Every item of `listAlbums`. */
  listAlbums(input?: Input<'listAlbums'>) {
    return itemsOf(input, (asked) => this.veza.listAlbums(asked), listed('albums'));
  }

  /** Every item of `listTrackNotifications`. */
  listTrackNotifications(input?: Input<'listTrackNotifications'>) {
    return itemsOf(input, (asked) => this.veza.listTrackNotifications(asked), listed('notifications'));
  }

  /** Every item of `listTranscodings`. */
  listTranscodings(input?: Input<'listTranscodings'>) {
    return itemsOf(input, (asked) => this.veza.listTranscodings(asked), listed('transcodings'));
  }

  /** Every item of `listTranscodingQueueChanges`. */
  listTranscodingQueueChanges(input?: Input<'listTranscodingQueueChanges'>) {
    return itemsOf(input, (asked) => this.veza.listTranscodingQueueChanges(asked), listed('changes'));
  }

  /** Every item of `listResources`. */
  listResources(input?: Input<'listResources'>) {
    return itemsOf(input, (asked) => this.veza.listResources(asked), listed('resources'));
  }

  /** Every item of `listTrashedResources`. */
  listTrashedResources(input?: Input<'listTrashedResources'>) {
    return itemsOf(input, (asked) => this.veza.listTrashedResources(asked), listed('resources'));
  }

  /** Every item of `getResourceHistory`. */
  getResourceHistory(input: Input<'getResourceHistory'>) {
    return itemsOf(input, (asked) => this.veza.getResourceHistory(asked), listed('changes'));
  }

  /** Every item of `listFollowers`. */
  listFollowers(input: Input<'listFollowers'>) {
    return itemsOf(input, (asked) => this.veza.listFollowers(asked), listed('people'));
  }

  /** Every item of `listFollowing`. */
  listFollowing(input: Input<'listFollowing'>) {
    return itemsOf(input, (asked) => this.veza.listFollowing(asked), listed('people'));
  }

  /** Every item of `listLikedTracks`. */
  listLikedTracks(input?: Input<'listLikedTracks'>) {
    return itemsOf(input, (asked) => this.veza.listLikedTracks(asked), listed('tracks'));
  }

  /** Every item of `listFeed`. */
  listFeed(input?: Input<'listFeed'>) {
    return itemsOf(input, (asked) => this.veza.listFeed(asked), listed('items'));
  }

  /** Every item of `listPublications`. */
  listPublications(input?: Input<'listPublications'>) {
    return itemsOf(input, (asked) => this.veza.listPublications(asked), listed('items'));
  }

  /** Every item of `listComments`. */
  listComments(input: Input<'listComments'>) {
    return itemsOf(input, (asked) => this.veza.listComments(asked), listed('comments'));
  }

  /** Every item of `listReplies`. */
  listReplies(input: Input<'listReplies'>) {
    return itemsOf(input, (asked) => this.veza.listReplies(asked), listed('replies'));
  }

  /** Every item of `listNotices`. */
  listNotices(input?: Input<'listNotices'>) {
    return itemsOf(input, (asked) => this.veza.listNotices(asked), listed('notices'));
  }

  /** Every item of `listOwnPlaylists`. */
  listOwnPlaylists(input?: Input<'listOwnPlaylists'>) {
    return itemsOf(input, (asked) => this.veza.listOwnPlaylists(asked), listed('playlists'));
  }

  /** Every item of `listPlaylistsOfPerson`. */
  listPlaylistsOfPerson(input: Input<'listPlaylistsOfPerson'>) {
    return itemsOf(input, (asked) => this.veza.listPlaylistsOfPerson(asked), listed('playlists'));
  }

  /** Every item of `getPlaylist`. */
  getPlaylist(input: Input<'getPlaylist'>) {
    return itemsOf(input, (asked) => this.veza.getPlaylist(asked), listed('tracks'));
  }

  /** Every item of `listReports`. */
  listReports(input?: Input<'listReports'>) {
    return itemsOf(
      input,
      (asked) => this.veza.listReports(asked),
      (page) => [page, page.at(-1)?.id],
      'before',
    );
  }

  /** Every item of `moderationAudit`. */
  moderationAudit(input?: Input<'moderationAudit'>) {
    return itemsOf(
      input,
      (asked) => this.veza.moderationAudit(asked),
      (page) => [page, page.at(-1)?.id],
      'before',
    );
  }

  /** Every item of `listSavedMessages`. */
  listSavedMessages(input?: Input<'listSavedMessages'>) {
    return itemsOf(input, (asked) => this.veza.listSavedMessages(asked), listed('saved'));
  }

  /** Every item of `listAppointments`. */
  listAppointments(input?: Input<'listAppointments'>) {
    return itemsOf(
      input,
      (asked) => this.veza.listAppointments(asked),
      (page) => [page.items, page.pagination.nextCursor],
    );
  }

  /** Every item of `listPatientAppointments`. */
  listPatientAppointments(input: Input<'listPatientAppointments'>) {
    return itemsOf(
      input,
      (asked) => this.veza.listPatientAppointments(asked),
      (page) => [page.items, page.pagination.nextCursor],
    );
  }

  /** Every item of `listPatients`. */
  listPatients(input?: Input<'listPatients'>) {
    return itemsOf(
      input,
      (asked) => this.veza.listPatients(asked),
      (page) => [page.items, page.pagination.nextCursor],
    );
  }

  /** Every item of `listPatientAudit`. */
  listPatientAudit(input: Input<'listPatientAudit'>) {
    return itemsOf(
      input,
      (asked) => this.veza.listPatientAudit(asked),
      (page) => [page.items, page.pagination.nextCursor],
    );
  }

  /** Every item of `listCabinetPages`. */
  listCabinetPages(input?: Input<'listCabinetPages'>) {
    return itemsOf(
      input,
      (asked) => this.veza.listCabinetPages(asked),
      (page) => [page.items, page.pagination.nextCursor],
    );
  }

  /** Every item of `listOwnAppointments`. */
  listOwnAppointments(input?: Input<'listOwnAppointments'>) {
    return itemsOf(
      input,
      (asked) => this.veza.listOwnAppointments(asked),
      (page) => [page.items, page.pagination.nextCursor],
    );
  }

  /** Every item of `listNotifications`. */
  listNotifications(input?: Input<'listNotifications'>) {
    return itemsOf(
      input,
      (asked) => this.veza.listNotifications(asked),
      (page) => [page.items, page.pagination.nextCursor],
    );
  }
}
