import { type Bait, hostile, type HostileFile } from './hostile-file.js';

/** Playlists, scripts and pages under the names of sounds: demuxers of ffmpeg would open what they name. */
export function textFiles({ url, path }: Bait): HostileFile[] {
  const hls = (...lines: string[]) => ['#EXTM3U', '#EXT-X-TARGETDURATION:10', ...lines, '#EXT-X-ENDLIST', ''].join('\n');
  const texts: Record<string, string> = {
    'HLS playlist of a file': hls('#EXTINF:10,', `file://${path}`),
    'HLS playlist of an address': hls('#EXTINF:10,', `${url}/segment.ts`),
    'HLS playlist of data': hls('#EXTINF:10,', 'data:audio/wav;base64,UklGRg=='),
    'HLS playlist of a concat': hls('#EXTINF:10,', `concat:${path}|${path}`),
    'HLS master playlist': `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n${url}/index.m3u8\n`,
    'HLS playlist with a key': hls(`#EXT-X-KEY:METHOD=AES-128,URI="${url}/key"`, '#EXTINF:10,', `file://${path}`),
    'HLS playlist with a map': hls(`#EXT-X-MAP:URI="file://${path}"`, '#EXTINF:10,', 'x.mp4'),
    'HLS playlist after a byte order mark': `\ufeff${hls('#EXTINF:10,', `file://${path}`)}`,
    'ffconcat script': `ffconcat version 1.0\nfile '${path}'\n`,
    'concat line': `concat:${path}|${path}`,
    'DASH manifest': `<?xml version="1.0"?><MPD><BaseURL>${url}/</BaseURL><Period/></MPD>`,
    'SDP description': `v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=audio 9 RTP/AVP 0\na=control:${url}\n`,
    'PLS playlist': `[playlist]\nFile1=${url}/x.mp3\nNumberOfEntries=1\n`,
    'ASX playlist': `<asx version="3.0"><entry><ref href="${url}/x.wma"/></entry></asx>`,
    'XSPF playlist': `<?xml version="1.0"?><playlist><trackList><track><location>file://${path}</location></track></trackList></playlist>`,
    SMIL: `<smil><body><audio src="${url}/x.mp3"/></body></smil>`,
    'RTSP text': `RTSPtext\n${url}\n`,
    'ffmpeg metadata': `;FFMETADATA1\ntitle=x\nencoder=${path}\n`,
    'SRT subtitles': '1\n00:00:00,000 --> 00:00:01,000\nx\n',
    WebVTT: 'WEBVTT\n\n00:00.000 --> 00:01.000\nx\n',
    'XML with an external entity': `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file://${path}">]><x>&e;</x>`,
    'HTML page': '<!doctype html><script>alert(1)</script>',
    'SVG with a script': '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    'PHP script': '<?php system($_GET["c"]); ?>',
    'shell script': `#!/bin/sh\ncat ${path}\n`,
    'Lua script': `os.execute("cat ${path}")\n`,
    'filter script of ffmpeg': `amovie=${path}[a]\n`,
    JSON: '{"audio":true}',
    'AviSynth script': `DirectShowSource("${path}")\n`,
  };
  const files = Object.entries(texts).map(([name, text]) => hostile(name, text, 'refused'));
  return [
    ...files,
    ...['m4a', 'aac', 'wav', 'flac'].map((each) =>
      hostile(`HLS playlist named .${each}`, texts['HLS playlist of a file'] ?? '', 'refused', `a.${each}`),
    ),
  ];
}
