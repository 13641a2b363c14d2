import type admin from './en/admin.json';
import type albums from './en/albums.json';
import type auth from './en/auth.json';
import type booking from './en/booking.json';
import type calendar from './en/calendar.json';
import type catalog from './en/catalog.json';
import type comments from './en/comments.json';
import type editing from './en/editing.json';
import type home from './en/home.json';
import type notices from './en/notices.json';
import type palette from './en/palette.json';
import type people from './en/people.json';
import type playlists from './en/playlists.json';
import type practice from './en/practice.json';
import type rooms from './en/rooms.json';
import type settings from './en/settings.json';
import type talk from './en/talk.json';
import type tracks from './en/tracks.json';

/** Texts that come with the pages of their features. Other pages do not need them. */
export interface LaterTexts {
  admin: typeof admin;
  albums: typeof albums;
  auth: typeof auth;
  booking: typeof booking;
  calendar: typeof calendar;
  catalog: typeof catalog;
  comments: typeof comments;
  editing: typeof editing;
  home: typeof home;
  notices: typeof notices;
  palette: typeof palette;
  people: typeof people;
  playlists: typeof playlists;
  practice: typeof practice;
  rooms: typeof rooms;
  settings: typeof settings;
  talk: typeof talk;
  tracks: typeof tracks;
}
