declare module "@generated/downhill-course/default/terrain.json" {
  import type { Contour } from "../plugins/terrain.ts";
  const contours: readonly Contour[];
  export default contours;
}
