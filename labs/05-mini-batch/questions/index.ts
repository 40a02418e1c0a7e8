import { questions } from "@downhill/grader/questions";
import type { Module } from "./asking.ts";
import { cutting } from "./batches.ts";
import { gradient } from "./gradient.ts";
import { noise } from "./noise.ts";
import { shuffle } from "./shuffle.ts";
import { train } from "./train.ts";

export default questions<Module>({ gradient, noise, shuffle, batches: cutting, train });
