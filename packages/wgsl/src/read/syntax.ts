interface Line {
  readonly line: number;
}

/** A name, with its list in `< >`: `array<f32, 8>`. Types have this form, too. */
export interface Name extends Line {
  readonly kind: "name";
  readonly name: string;
  readonly templates: readonly Expression[] | null;
}

export interface Call extends Line {
  readonly kind: "call";
  readonly callee: Name;
  readonly args: readonly Expression[];
}

export type Expression =
  | Name
  | Call
  | (Line &
      (
        | { readonly kind: "number"; readonly text: string }
        | { readonly kind: "boolean"; readonly value: boolean }
        | { readonly kind: "index"; readonly of: Expression; readonly index: Expression }
        | { readonly kind: "member"; readonly of: Expression; readonly name: string }
        | { readonly kind: "unary"; readonly sign: string; readonly of: Expression }
        | {
            readonly kind: "binary";
            readonly sign: string;
            readonly left: Expression;
            readonly right: Expression;
            readonly inParentheses: boolean;
          }
      ));

/** `let x = 1.0;`; in a function, or outside all of them. */
export interface Declaration extends Line {
  readonly kind: "declare";
  readonly how: "let" | "var" | "const" | "override";
  readonly name: string;
  readonly type: Name | null;
  readonly value: Expression | null;
  readonly attributes: readonly Attribute[];
}

/** `const_assert n > 0;` */
export interface Assertion extends Line {
  readonly kind: "assert";
  readonly condition: Expression;
}

export type Block = readonly Statement[];

/** A `for`, a `while` or a `loop`. */
export interface Loop extends Line {
  readonly kind: "loop";
  readonly first: Statement | null;
  readonly condition: Expression | null;
  readonly body: Block;
  /** What a `for` does after each iteration. */
  readonly next: Block;
  /** The statements of `continuing`; they see the names of the body. */
  readonly continuing: Block;
  /** The condition of `break if`, which ends `continuing`. */
  readonly until: Expression | null;
}

export interface Clause extends Line {
  /** `default` has no value. */
  readonly selectors: readonly (Expression | "default")[];
  readonly body: Block;
}

export interface Assign extends Line {
  readonly kind: "assign";
  readonly sign: string;
  /** Whether it was written as `++` or `--`. */
  readonly counts: boolean;
  readonly target: Expression;
  readonly value: Expression;
}

export type Statement =
  | Declaration
  | Assertion
  | Assign
  | Loop
  | (Line &
      (
        | { readonly kind: "call"; readonly call: Call }
        | {
            readonly kind: "if";
            readonly condition: Expression;
            readonly body: Block;
            readonly otherwise: Block;
          }
        | { readonly kind: "switch"; readonly selector: Expression; readonly clauses: readonly Clause[] }
        | { readonly kind: "block"; readonly body: Block }
        | { readonly kind: "break" | "continue" }
        | { readonly kind: "return"; readonly value: Expression | null }
      ));

/** An attribute of a declaration: `@binding(2)`. */
export interface Attribute extends Line {
  readonly name: string;
  /** Undefined if there are no parentheses. */
  readonly args: readonly Expression[] | null;
}

/** A name with its type: a member of a struct, or a function's parameter. */
export interface Field extends Line {
  readonly name: string;
  readonly type: Name;
  readonly attributes: readonly Attribute[];
}

export interface StructDeclaration extends Line {
  readonly name: string;
  readonly members: readonly Field[];
}

/** `alias Weights = array<f32, 8>;` */
export interface Alias extends Line {
  readonly name: string;
  readonly type: Name;
}

/** A variable outside functions: `@group(0) @binding(1) var<storage, read> g: array<f32>;` */
export interface GlobalVariable extends Line {
  readonly name: string;
  readonly type: Name | null;
  readonly value: Expression | null;
  readonly attributes: readonly Attribute[];
  readonly space: readonly string[];
}

export interface FunctionDeclaration extends Line {
  readonly name: string;
  readonly parameters: readonly Field[];
  readonly result: Name | null;
  readonly body: Block;
  readonly attributes: readonly Attribute[];
}

/** A whole program. */
export interface Module {
  readonly structs: readonly StructDeclaration[];
  readonly aliases: readonly Alias[];
  /** `const` and `override`. */
  readonly constants: readonly Declaration[];
  readonly assertions: readonly Assertion[];
  readonly variables: readonly GlobalVariable[];
  readonly functions: readonly FunctionDeclaration[];
}
