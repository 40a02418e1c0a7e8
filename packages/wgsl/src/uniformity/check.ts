import type { FunctionDeclaration, Module } from "../read/syntax.ts";

/** Later. */
export function checkUniformity(_module: Module, _main: FunctionDeclaration): void {}
