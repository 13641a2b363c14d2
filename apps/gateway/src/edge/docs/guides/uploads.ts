import { type Guide, sh, ts } from './guide.js';

export const uploads: Guide = {
  slug: 'uploads',
  title: 'Take an upload',
  summary: 'A track in one request, or in pieces that go on after a lost connection.',
  parts: [
    '## In one request',
    '[Upload a track](/docs#uploadTrack) as a form. The response comes at once with `status` `processing`; the text fields may stand before or after the file. What a file is, its content says: the declared type is not trusted.',
    sh(
      "curl -X POST '{server}/api/v1/tracks/upload' \\",
      '  -H "Authorization: Bearer $TOKEN" \\',
      "  -F audio=@tone.wav -F 'title=Gymnopédie' -F 'artist=Satie' -F 'tags=[\"slow\"]' -F is_public=true",
    ),
    ts(
      "const { data: track } = await veza.uploadTrack({ body: { audio: file, title: 'Gymnopédie', artist: 'Satie', is_public: 'true' } });",
    ),
    '## Until it can be played',
    'Progress comes as Server-Sent Events. Of a failure, `error` is the reason, and [a retry](/docs#retryTrack) is possible.',
    ts(
      "import { trackProgress } from '@veza/sdk';",
      '',
      'for await (const { status, progress } of trackProgress(veza, track.id)) console.log(status, progress);',
      'const { data: stream } = await veza.streamTrack({ path: { id: track.id } });',
      'console.log(stream.url, stream.hls_url);',
    ),
    'Both addresses are signed and need no token. They end six hours after the length of the track.',
    '## In pieces',
    'Large files go by tus 1.0 at `/api/v1/uploads`, with any of its clients. The SDK has one; `upload.id` goes on after a restart, within 24 hours.',
    ts(
      "import { TrackUpload } from '@veza/sdk/uploads';",
      '',
      "const upload = new TrackUpload(veza, file, { fields: { title: 'In pieces' }, onProgress: (stored, total) => console.log(stored / total) });",
      'const whole = await upload.run();',
      'console.log(whole.id);',
    ),
  ],
};
