interface FrameFacts {
  /** Below the origin. */
  path: string;
  title: string;
  height: number;
}

/** The player as a frame for the page of another site. */
export function frameWith({ path, title, height }: FrameFacts): string {
  const frame = document.createElement('iframe');
  frame.src = location.origin + path;
  frame.width = '640';
  frame.height = String(height);
  frame.title = title;
  return frame.outerHTML;
}
