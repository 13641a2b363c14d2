import { type PointerEvent, type RefObject, useRef, useState } from 'react';

interface Places {
  /** Of the entry that is dragged. */
  readonly draggedKey: number | undefined;
  /** For the handle of an entry. */
  handleOf(key: number): {
    onPointerDown(event: PointerEvent): void;
    onPointerMove(event: PointerEvent): void;
    onPointerUp(): void;
    onPointerCancel(): void;
  };
}

/** Drags entries of a list to other places, by mouse or finger: the entry follows at once, so that its place is seen. */
export function usePlaces(list: RefObject<HTMLElement | null>, place: (key: number, to: number) => void): Places {
  const [draggedKey, setDragged] = useState<number>();
  const at = useRef(-1);
  const end = () => setDragged(undefined);
  return {
    draggedKey,
    handleOf: (key) => ({
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        event.preventDefault(); // no selection of text
        event.currentTarget.setPointerCapture(event.pointerId);
        at.current = -1;
        setDragged(key);
      },
      onPointerMove: ({ clientY }) => {
        if (draggedKey !== key) return;
        const to = placeAt(list.current, clientY);
        if (to === undefined || to === at.current) return;
        at.current = to;
        place(key, to);
      },
      onPointerUp: end,
      onPointerCancel: end,
    }),
  };
}

/** The entry at this height of the window. */
function placeAt(list: HTMLElement | null, y: number): number | undefined {
  if (!list) return undefined;
  const boxes = [...list.children].map((child) => child.getBoundingClientRect());
  const found = boxes.findIndex(({ top, bottom }) => y >= top && y < bottom);
  if (found !== -1) return found;
  const [first] = boxes;
  return first === undefined ? undefined : y < first.top ? 0 : boxes.length - 1;
}
