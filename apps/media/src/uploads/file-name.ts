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
