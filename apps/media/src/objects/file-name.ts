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

/** Extensions that a desktop would open as a page or a program, or as a document with programs. */
const ACTIVE = new RegExp(
  `\\.(${[
    'x?html?|shtml|mht(ml)?|svgz?|xml|xsl|m?js|jse?|vb[es]?|ws[cfh]?|sct|hta|chm|php|swf|exe|com|dll|cpl|pif|scr|bat|cmd|psm?1',
    'msi|msc|lnk|url|scf|inf|reg|rdp|application|appref-ms|settingcontent-ms|search-ms|library-ms|iqy|slk|do[ct]m|xl[st]m|pptm',
    'jar|apk|app|sh|command|desktop',
  ].join('|')})$`,
  'i',
);
const EXTENSIONS: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/aiff': 'aiff',
  'audio/aac': 'aac',
  'audio/flac': 'flac',
  'audio/mp4': 'm4a',
  'audio/ogg': 'ogg',
  'audio/webm': 'webm',
  'audio/x-caf': 'caf',
  'audio/x-w64': 'w64',
  'audio/x-wavpack': 'wv',
  'audio/x-ms-wma': 'wma',
  'audio/basic': 'au',
  'audio/midi': 'mid',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'application/gzip': 'gz',
};
const TEXT = 'txt';
const KNOWN = new Set([...Object.values(EXTENSIONS), TEXT]);
/** Other extensions of the same contents. */
const SAME_AS: Readonly<Record<string, string>> = {
  ...{ aif: 'aiff', aifc: 'aiff', mp4: 'm4a', m4b: 'm4a', m4v: 'm4a', mov: 'm4a', '3gp': 'm4a', oga: 'ogg', opus: 'ogg' },
  ...{
    mka: 'webm',
    mkv: 'webm',
    snd: 'au',
    wmv: 'wma',
    asf: 'wma',
    midi: 'mid',
    jpeg: 'jpg',
    tgz: 'gz',
    csv: TEXT,
    md: TEXT,
    json: TEXT,
    log: TEXT,
  },
};
const extensionOf = (type: string) => EXTENSIONS[type] ?? (type.startsWith('text/') ? TEXT : 'bin');

/** The name of the upload of a track, for a download: `artist - title.ext`. */
export function soundName({ artist, title }: { artist: string; title: string }, type: string): string {
  const name = `${artist} - ${title}`.replace(/[/\\]/g, '_');
  return cleanFileName(`${name}.${extensionOf(type)}`);
}

/**
 * The name that a download gets. The extension of what the file is follows the name of a page or a program, and a name whose
 * extension stands for another content. Extensions of no known content stay: `.sf2`, `.docx`.
 */
export function safeName(filename: string, type: string): string {
  const extension = extensionOf(type);
  const claimed = /\.(\w+)$/.exec(filename)?.[1]?.toLowerCase() ?? '';
  const stands = SAME_AS[claimed] ?? claimed;
  return ACTIVE.test(filename) || (KNOWN.has(stands) && stands !== extension) ? `${filename}.${extension}` : filename;
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
