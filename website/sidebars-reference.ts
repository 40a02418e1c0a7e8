import type { SidebarsConfig } from "@docusaurus/plugin-content-docs";

const sidebars: SidebarsConfig = {
  reference: [
    "reference",
    "faq",
    "notation",
    "conventions",
    "dtypes",
    "specials",
    "nan",
    "errors",
    "errata",
    "glossary",
  ],
};

export default sidebars;
