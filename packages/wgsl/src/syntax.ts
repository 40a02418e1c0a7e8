interface Line {
  readonly line: number;
}

/** A type as it is written: `array<f32, 8>`. */
export interface TypeName extends Line {
  readonly name: string;
  readonly of: readonly TypeName[];
  /** The length of an array, where it has one. */
  readonly length: Expression | null;
}

export type Expression = Line &
  (
    | { readonly kind: "number"; readonly text: string }
    | { readonly kind: "boolean"; readonly value: boolean }
    | { readonly kind: "name"; readonly name: string }
    | { readonly kind: "index"; readonly of: Expression; readonly index: Expression }
    | { readonly kind: "member"; readonly of: Expression; readonly name: string }
    | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
    | { readonly kind: "unary"; readonly sign: string; readonly of: Expression }
    | {
        readonly kind: "binary";
        readonly sign: string;
        readonly left: Expression;
        readonly right: Expression;
        readonly inParentheses: boolean;
      }
  );

export interface Declaration extends Line {
  readonly kind: "declare";
  readonly how: "let" | "var" | "const";
  readonly name: string;
  readonly type: TypeName | null;
  readonly value: Expression | null;
}

export type Block = readonly Statement[];

export type Statement = Line &
  (
    | Declaration
    | {
        readonly kind: "assign";
        readonly sign: string;
        /** Whether it was written as `++` or `--`. */
        readonly counts: boolean;
        readonly target: Expression;
        readonly value: Expression;
      }
    | { readonly kind: "call"; readonly call: Expression }
    | { readonly kind: "if"; readonly condition: Expression; readonly body: Block; readonly otherwise: Block }
    | {
        readonly kind: "loop";
        readonly first: Statement | null;
        readonly condition: Expression | null;
        readonly next: Block;
        readonly body: Block;
      }
    | { readonly kind: "block"; readonly body: Block }
    | { readonly kind: "break" | "continue" }
    | { readonly kind: "return"; readonly value: Expression | null }
  );

/** What stands before a declaration: `@binding(2)`. */
export interface Attribute extends Line {
  readonly name: string;
  /** Without parentheses there is no list of them. */
  readonly args: readonly Expression[] | null;
}

/** A name with its type: a member of a struct, or a function's parameter. */
export interface Field extends Line {
  readonly name: string;
  readonly type: TypeName;
  readonly attributes: readonly Attribute[];
}

export interface StructDeclaration extends Line {
  readonly name: string;
  readonly members: readonly Field[];
}

/** A variable outside of functions: `@group(0) @binding(1) var<storage, read> g: array<f32>;` */
export interface GlobalVariable extends Field {
  readonly space: readonly string[];
}

export interface FunctionDeclaration extends Line {
  readonly name: string;
  readonly parameters: readonly Field[];
  readonly result: TypeName | null;
  readonly body: Block;
  readonly attributes: readonly Attribute[];
}

/** A whole program. */
export interface Module {
  readonly structs: readonly StructDeclaration[];
  readonly constants: readonly Declaration[];
  readonly variables: readonly GlobalVariable[];
  readonly functions: readonly FunctionDeclaration[];
}
