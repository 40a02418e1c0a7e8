import type { PointerEvent } from "react";

/** Where the pointer is, in the picture's own units. */
function place(svg: SVGSVGElement, event: PointerEvent): DOMPoint | undefined {
  const matrix = svg.getScreenCTM()?.inverse();
  return matrix && new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
}

/** Handlers for an `<svg>` that call `moved` with the place of a pressed pointer, in the picture's units, while it moves. */
export function followPointer(moved: (x: number, y: number) => void) {
  const follow = (event: PointerEvent<SVGSVGElement>): void => {
    const at = place(event.currentTarget, event);
    if (at) moved(at.x, at.y);
  };
  return {
    onPointerDown: (event: PointerEvent<SVGSVGElement>): void => {
      event.currentTarget.setPointerCapture(event.pointerId);
      follow(event);
    },
    onPointerMove: (event: PointerEvent<SVGSVGElement>): void => {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(event);
    },
  };
}
