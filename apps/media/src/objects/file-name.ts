const FALLBACK = 'file';

/**
 * The file name of an uploader as data: the last part of the claimed path, without control characters, at most 200
 * characters with the extension kept. Quotes stay, as the uploader wrote them. It appears in replies, and never names a
 * file on our disk.
 */
export function cleanFileName(claimed: string | undefined): string {
  const last = (claimed ?? '').split(/[/\\]/).at(-1) ?? '';
  // Direction marks go too: they make `gpj.exe` look like `exe.jpg`.
  const visible = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}<>|:*?]/gu, '')
    .trim()
    .replace(/^\.+/, '');
  return shorten(visible === '' ? FALLBACK : visible);
}

function shorten(name: string): string {
  const letters = [...name];
  if (letters.length <= 200) return name;
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? '';
  return letters.slice(0, 200 - extension.length).join('') + extension;
}

/** Extensions that a desktop would open as a page or a program. */
const ACTIVE =
  /\.(x?html?|shtml|mht(ml)?|svgz?|xml|xsl|m?js|jse?|vb[es]?|ws[fh]?|hta|exe|com|scr|bat|cmd|ps1|msi|lnk|url|jar|apk|app|sh|php)$/i;
const EXTENSIONS: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/aiff': 'aiff',
  'audio/aac': 'aac',
  'audio/flac': 'flac',
  'audio/mp4': 'm4a',
  'audio/ogg': 'ogg',
  'audio/webm': 'webm',
  'audio/midi': 'mid',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'application/gzip': 'gz',
};

/** The name of the upload of a track, for a download: `artist - title.ext`. */
export function soundName({ artist, title }: { artist: string; title: string }, type: string): string {
  const name = `${artist} - ${title}`.replace(/[/\\]/g, '_');
  return cleanFileName(`${name}.${EXTENSIONS[type] ?? 'bin'}`);
}

/** The name that a download gets: one of a page or a program is followed by the extension of what the file is. */
export function safeName(filename: string, type: string): string {
  return ACTIVE.test(filename) ? `${filename}.${EXTENSIONS[type] ?? (type.startsWith('text/') ? 'txt' : 'bin')}` : filename;
}

/** Content-Disposition by RFC 6266: an ASCII name for old clients, and the real name. */
export function contentDisposition(disposition: 'inline' | 'attachment', filename: string): string {
  const plain = filename.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  if (plain === filename) return `${disposition}; filename="${plain}"`;
  const encoded = encodeURIComponent(filename).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${disposition}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
