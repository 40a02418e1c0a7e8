declare module "@generated/downhill-course/default/land.json" {
  const land: import("../plugins/terrain.ts").Land;
  export default land;
}
