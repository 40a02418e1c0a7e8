/** The region of the plane in which both curves are shown, and the picture's size in its own units. */
export const view = { left: -2, right: 8, top: 27, width: 480, height: 300 } as const;

const floor = 34;
const margin = 16;

/** The position of an x in the picture. */
export function across(x: number): number {
  return margin + ((x - view.left) / (view.right - view.left)) * (view.width - 2 * margin);
}

/** The x at a position in the picture, within the region. */
export function acrossBack(place: number): number {
  const x = view.left + ((place - margin) / (view.width - 2 * margin)) * (view.right - view.left);
  return Math.min(view.right, Math.max(view.left, x));
}

/** The position of a loss in the picture. */
export function up(loss: number): number {
  return view.height - floor - (loss / view.top) * (view.height - floor - margin);
}
