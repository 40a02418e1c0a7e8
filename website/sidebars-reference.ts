import type { SidebarsConfig } from "@docusaurus/plugin-content-docs";
import { referencePages } from "./reference-pages.ts";

const sidebars: SidebarsConfig = { reference: referencePages };

export default sidebars;
