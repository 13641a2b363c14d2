import type { AreaExamples } from './shape.js';

const track = {
  id: 9,
  title: 'Tone',
  artist: 'Ada',
  album: 'Engines',
  filename: 'tone.wav',
  duration_seconds: 60,
  tags: ['slow', 'piano'],
  is_public: true,
  downloadable: false,
  uploader_id: 7,
  uploader_username: 'ada',
  play_count: 5,
  created_at: '2026-03-01T09:30:00.000Z',
  status: 'ready' as const,
  progress: 100,
  waveform_url: 'https://api.example.test/media/s/eyJ0IjoxfQ.sig/waveform.svg',
  loudness_lufs: -14.2,
  true_peak_dbtp: -1.1,
};

const uploadedTrack = {
  id: 10,
  title: 'Tone',
  artist: 'Ada',
  filename: 'tone.wav',
  duration_seconds: 0,
  tags: ['slow', 'piano'],
  is_public: true,
  downloadable: false,
  uploader_id: 7,
  uploader_username: 'ada',
  play_count: 0,
  created_at: '2026-03-01T09:30:00.000Z',
  status: 'processing' as const,
  progress: 0,
  events_url: 'https://api.example.test/media/s/eyJ0Ijo5fQ.sig/events',
};

const transcoding = {
  track_id: 10,
  user_id: 7,
  state: 'failed' as const,
  age_seconds: 340,
  progress: 12,
  attempt: 1,
  starts: 1,
  error: 'TIMED_OUT' as const,
};
const queueChange = {
  id: 3,
  action: 'retry_failed' as const,
  changed_by: 1,
  track_id: null,
  error: 'TIMED_OUT' as const,
  count: 14,
  at: '2026-03-01T09:30:00.000Z',
};
const notice = {
  id: 12,
  type: 'track_failed' as const,
  title: 'Your track could not be converted',
  message: '“Tone”: The transcoding took too long and was ended. Try again, or upload the audio in another format.',
  track_id: 10,
  error: 'TIMED_OUT' as const,
  read: false,
  created_at: '2026-03-01T09:30:00.000Z',
};
const pageInfo = { total: 1, total_is_estimate: false, page: 1, limit: 20, next_cursor: null };

export const TRACK_EXAMPLES: AreaExamples = {
  components: {
    Track: track,
    UploadedTrack: uploadedTrack,
    UploadedAlbum: {
      tracks: [uploadedTrack],
      refused: [
        {
          position: 2,
          filename: 'booklet.pdf',
          code: 'UNSUPPORTED_MEDIA_TYPE',
          message: 'The file is no audio that is accepted here',
        },
      ],
    },
    TrackPage: { tracks: [track], total: 1, total_is_estimate: false, page: 1, limit: 20, next_cursor: null },
    TrackStream: {
      url: 'https://api.example.test/media/s/eyJ0Ijo5fQ.sig/audio.mp3',
      websocket_url: 'wss://api.example.test/media/s/eyJ0Ijo5fQ.sig/socket',
      hls_url: 'https://api.example.test/media/s/eyJ0Ijo5fQ.sig/master.m3u8',
      expires_at: '2026-03-01T15:31:00.000Z',
    },
    TrackDownload: {
      url: 'https://api.example.test/media/s/eyJ0Ijo5fQ.sig/original/3d7f2c1a-8f3e-4b52-9d0c-5a1e2f3b4c5d',
      filename: 'Ada - Tone.wav',
      file_size: 5_292_044,
      file_type: 'audio/wav',
      sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      expires_at: '2026-03-01T15:31:00.000Z',
    },
    TrackProgress: { type: 'processing', track_id: 10, status: 'processing', progress: 40 },
    UploadPreview: {
      hls_url: 'https://api.example.test/media/s/eyJ0Ijo6fQ.sig/master.m3u8',
      expires_at: '2026-03-01T15:31:00.000Z',
    },
    Upload: {
      id: '3d7f2c1a-8f3e-4b52-9d0c-5a1e2f3b4c5d',
      offset: 5_242_880,
      length: 18_874_368,
      filename: 'tone.wav',
      expires_at: '2026-03-02T09:30:00.000Z',
    },
    TrackNotification: notice,
    TrackNotificationPage: { notifications: [notice], ...pageInfo },
    QueuedTranscoding: transcoding,
    TranscodingPage: { transcodings: [transcoding], ...pageInfo },
    TranscodingQueue: {
      paused: false,
      paused_at: null,
      waiting: 3,
      running: 2,
      failed: 14,
      users: 2,
      oldest_seconds: 41,
      failures: [{ error: 'TIMED_OUT', count: 14 }],
    },
    TranscodingQueueChange: queueChange,
    TranscodingQueueChangePage: { changes: [queueChange], ...pageInfo },
    Waveform: {
      version: 2,
      channels: 1,
      sample_rate: 48_000,
      samples_per_pixel: 512,
      bits: 8,
      length: 2,
      data: [-3, 4, -90, 87],
    },
  },
  requests: {
    pauseTranscodingQueue: { paused: true },
    retryFailedTranscodings: { error: 'TIMED_OUT' },
    uploadTrack: { title: 'Tone', artist: 'Ada', album: 'Engines', tags: '["slow","piano"]', is_public: 'true' },
    uploadAlbum: { artist: 'Ada', album: 'Engines', year: 2026, is_public: 'true' },
    updateTrack: { title: 'Tone, slower', tags: ['slow'] },
  },
  responses: { retryFailedTranscodings: { retried: 14 } },
};
