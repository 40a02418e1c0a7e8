/** The type of a number or truth value. Literals without a suffix are abstract until they meet a concrete type. */
export type ScalarName = "f32" | "i32" | "u32" | "bool" | "abstract-int" | "abstract-float";

/** Where a variable lives. */
export type Space = "function" | "private" | "workgroup" | "storage" | "uniform";

/** How a variable may be accessed. */
export type Rights = "read" | "read_write";

export interface StructMember {
  readonly name: string;
  readonly type: Type;
  /** In words of four bytes, from the start of the struct in memory. */
  readonly offset: number;
  /** The index of its first part in the struct; see `partsIn`. */
  readonly part: number;
}

export interface ScalarType {
  readonly kind: "scalar";
  readonly name: ScalarName;
}

export interface VectorType {
  readonly kind: "vector";
  readonly size: number;
  readonly of: ScalarName;
}

export interface MatrixType {
  readonly kind: "matrix";
  readonly columns: number;
  readonly rows: number;
  readonly of: "f32" | "abstract-float";
}

export interface ArrayType {
  readonly kind: "array";
  readonly of: Type;
  /** Without a length, an array is as long as its buffer allows. */
  readonly length: number | null;
  /** Whether its length uses an `override`. */
  readonly overridable: boolean;
}

export interface StructType {
  readonly kind: "struct";
  readonly name: string;
  readonly members: readonly StructMember[];
  /** The stride of array elements, in words. */
  readonly words: number;
  readonly align: number;
}

/** An integer that several invocations may change concurrently. */
export interface AtomicType {
  readonly kind: "atomic";
  readonly of: "i32" | "u32";
}

export interface PointerType {
  readonly kind: "pointer";
  readonly space: Space;
  readonly to: Type;
  readonly rights: Rights;
}

export type Type = ScalarType | VectorType | MatrixType | ArrayType | StructType | AtomicType | PointerType;

export const scalar = (name: ScalarName): ScalarType => ({ kind: "scalar", name });
export const vector = (size: number, of: ScalarName): VectorType => ({ kind: "vector", size, of });
export const matrix = (columns: number, rows: number, of: MatrixType["of"] = "f32"): MatrixType => ({
  kind: "matrix",
  columns,
  rows,
  of,
});

/** In WGSL notation. */
export function nameOfType(type: Type): string {
  switch (type.kind) {
    case "scalar":
    case "struct":
      return type.name;
    case "vector":
      return `vec${type.size}<${type.of}>`;
    case "matrix":
      return `mat${type.columns}x${type.rows}<${type.of}>`;
    case "array":
      return `array<${nameOfType(type.of)}${type.length === null ? "" : `, ${type.length}`}>`;
    case "atomic":
      return `atomic<${type.of}>`;
    case "pointer": {
      const rights = type.space === "storage" ? `, ${type.rights}` : "";
      return `ptr<${type.space}, ${nameOfType(type.to)}${rights}>`;
    }
  }
}

export const isSame = (a: Type, b: Type): boolean => a === b || nameOfType(a) === nameOfType(b);

export const isAbstractName = (name: ScalarName): boolean => name.startsWith("abstract");
export const isInteger = (name: ScalarName): boolean =>
  name === "i32" || name === "u32" || name === "abstract-int";
export const isFloat = (name: ScalarName): boolean => name === "f32" || name === "abstract-float";

/** The element type of a scalar, vector or matrix; otherwise `undefined`. */
export function componentOf(type: Type): ScalarName | undefined {
  if (type.kind === "scalar") return type.name;
  return type.kind === "vector" || type.kind === "matrix" ? type.of : undefined;
}

/** Whether it is a whole number, or a vector of them, and so on. */
export const isOf = (type: Type, test: (name: ScalarName) => boolean): boolean => {
  const name = componentOf(type);
  return name !== undefined && test(name);
};

export const isScalar = (type: Type, name: ScalarName): boolean =>
  type.kind === "scalar" && type.name === name;

/** The same type with other elements. */
export function withComponent(type: Type, of: ScalarName): Type {
  if (type.kind === "vector") return { ...type, of };
  if (type.kind === "matrix") return { ...type, of: of === "abstract-float" ? of : "f32" };
  return type.kind === "scalar" ? scalar(of) : type;
}

/** Whether a type, or a type inside it, passes a test. */
export function holds(type: Type, test: (type: Type) => boolean): boolean {
  if (test(type)) return true;
  if (type.kind === "array") return holds(type.of, test);
  return type.kind === "struct" && type.members.some((each) => holds(each.type, test));
}

/** Whether a type is as long as its buffer allows. */
export const isEndless = (type: Type): boolean =>
  holds(type, (each) => each.kind === "array" && each.length === null);

/** Whether values of a type can be constructed, copied and stored in a variable of a function. */
export const isConstructible = (type: Type): boolean =>
  !holds(type, ({ kind }) => kind === "atomic" || kind === "pointer") &&
  !holds(type, (each) => each.kind === "array" && (each.length === null || each.overridable));
