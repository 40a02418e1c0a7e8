import { reference, useBackend } from "@downhill/tensor";
import type { Kind, Language } from "../kinds.ts";
import type { Row } from "../rows.ts";
import { regularizerFigure } from "./links.ts";
import { optimizerFigure } from "./optimizers.ts";
import { type Figure, inLanguage, type Plot } from "./plot.ts";
import { scheduleFigure } from "./schedules.ts";
import { slopeFigure } from "./slopes.ts";

/** Decides which figure a function has. */
export type Plots = (kind: Kind, name: string, language: Language) => Plot | undefined;

async function figureOf(kind: Kind, name: string): Promise<Figure | undefined> {
  if (kind === "optimizer") return optimizerFigure(name);
  if (kind === "schedule") return scheduleFigure(name);
  if (kind === "regularizer") return (await regularizerFigure(name)) ?? slopeFigure(kind, name);
  return slopeFigure(kind, name);
}

/** Computes the figures of all functions once, with the packages on the float64 reference. */
export async function plotsOf(rows: readonly Row[]): Promise<Plots> {
  useBackend(reference);
  const figures = new Map<string, Figure>();
  for (const { kind, name } of rows) {
    const figure = await figureOf(kind, name);
    if (figure !== undefined) figures.set(`${kind} ${name}`, figure);
  }
  return (kind, name, language) => {
    const figure = figures.get(`${kind} ${name}`);
    return figure && inLanguage(figure, language);
  };
}
