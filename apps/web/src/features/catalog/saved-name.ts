/**
 * The name under which a response is saved: that of its Content-Disposition, whose extension is that of the content. The
 * name that the uploader gave may be one of a page or a program.
 */
export function savedName({ headers }: Response, fallback: string): string {
  const disposition = headers.get('content-disposition') ?? '';
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  const plain = /filename="([^"]*)"/i.exec(disposition)?.[1];
  try {
    return (encoded === undefined ? plain : decodeURIComponent(encoded)) ?? fallback;
  } catch {
    return plain ?? fallback;
  }
}
