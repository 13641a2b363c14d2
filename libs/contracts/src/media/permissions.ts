import type { PermissionList } from '../holders.js';

export const mediaPermissions = {
  'media.tracks.list': { holders: ['anonymous'], description: 'List public tracks and those of the caller.' },
  'media.tracks.get': {
    holders: ['anonymous', 'owner', 'admin'],
    description: 'Get a track; private ones are for the uploader and administrators only.',
  },
  'media.tracks.create': { holders: ['user'], description: 'Upload a track and become its owner.' },
  'media.tracks.update': { holders: ['owner', 'admin'], description: 'Update a track.' },
  'media.tracks.delete': { holders: ['owner', 'admin'], description: 'Delete a track with its audio.' },
  'media.tracks.retry': { holders: ['owner', 'admin'], description: 'Retry the failed transcoding of a track.' },
  'media.tracks.stream': {
    holders: ['anonymous', 'owner', 'admin'],
    description: 'Get the playback URLs of a track; private ones are for the uploader and administrators only.',
  },
  'media.tracks.play': {
    holders: ['user', 'owner', 'admin'],
    description: 'Count a play of a track; private ones are for the uploader and administrators only.',
  },
  'media.tracks.waveform': {
    holders: ['anonymous', 'owner', 'admin'],
    description: 'Get the waveform of a track; private ones are for the uploader and administrators only.',
  },
  'media.tracks.events': {
    holders: ['user', 'owner', 'admin'],
    description: 'Follow the transcoding of a track; private ones are for the uploader and administrators only.',
  },
} as const satisfies PermissionList<'media'>;
