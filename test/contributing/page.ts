import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Stand-ins for what the site's own install brings, just enough to read a page's words: an element is its text. */
const stubs: Readonly<Record<string, string>> = {
  "react/jsx-runtime.js": `
    const text = (node) => Array.isArray(node) ? node.map(text).join(" ") : typeof node === "object" && node !== null ? "" : String(node ?? "");
    export const jsx = (type, { children, ...props }) => typeof type === "function" ? type({ children, ...props }) : text(children);
    export const jsxs = jsx;
    export const Fragment = ({ children }) => text(children);`,
  "@theme/Layout/index.js": `
    export default ({ title, description, children }) => [title, description, children].join(" ");`,
  "@docusaurus/useDocusaurusContext/index.js": `
    export default () => ({ i18n: { currentLocale: process.env.LOCALE } });`,
};

/** Puts the stand-ins into the site of a copy of the project, where its pages will find them. */
export function stubSite(website: string): void {
  for (const [name, text] of Object.entries(stubs)) {
    const file = path.join(website, "node_modules", name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    writeFileSync(path.join(path.dirname(file), "package.json"), '{ "type": "module" }');
  }
  writeFileSync(path.join(website, "tsconfig.json"), '{ "compilerOptions": { "jsx": "react-jsx" } }');
}

/** A script that writes a page, in the language of the environment's LOCALE. */
export const reading = (page: string): string =>
  `import Page from ${JSON.stringify(page)}; process.stdout.write(String(Page()));`;
