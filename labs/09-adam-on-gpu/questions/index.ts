import { questions } from "@downhill/grader/questions";
import { host } from "./host.ts";
import { kernel } from "./kernel.ts";
import type { Module } from "./numbers.ts";
import { roofline } from "./roofline.ts";
import { tensors } from "./tensors.ts";
import { train } from "./train.ts";

export default questions<Module>({ tensors, host, kernel, train, roofline });
