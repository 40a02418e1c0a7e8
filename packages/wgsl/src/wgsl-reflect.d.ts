/**
 * The package's entry for Node cannot be imported (a CommonJS file in a package of type module), but its other entry
 * can.
 */
declare module "wgsl_reflect/wgsl_reflect.module.js" {
  export * from "wgsl_reflect";
}
