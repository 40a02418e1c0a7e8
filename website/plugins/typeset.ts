import { liteAdaptor } from "@mathjax/src/js/adaptors/liteAdaptor.js";
import type { LiteElement } from "@mathjax/src/js/adaptors/lite/Element.js";
import { AssistiveMmlHandler } from "@mathjax/src/js/a11y/assistive-mml.js";
import { RegisterHTMLHandler } from "@mathjax/src/js/handlers/html.js";
import { TeX } from "@mathjax/src/js/input/tex.js";
import { mathjax } from "@mathjax/src/js/mathjax.js";
import { CHTML } from "@mathjax/src/js/output/chtml.js";
import { MathJaxNewcmFont } from "@mathjax/mathjax-newcm-font/js/chtml.js";
import "@mathjax/src/js/util/asyncLoad/node.js";
import "@mathjax/src/js/input/tex/base/BaseConfiguration.js";
import "@mathjax/src/js/input/tex/ams/AmsConfiguration.js";
import "@mathjax/src/js/input/tex/boldsymbol/BoldsymbolConfiguration.js";
import "@mathjax/src/js/input/tex/html/HtmlConfiguration.js";

interface Typesetter {
  readonly typeset: (tex: string, display: boolean) => Promise<string>;
  readonly styles: () => string;
}

function createTypesetter(): Typesetter {
  const adaptor = liteAdaptor();
  AssistiveMmlHandler(RegisterHTMLHandler(adaptor));
  const output = new CHTML({
    fontData: MathJaxNewcmFont,
    fontURL: "~@mathjax/mathjax-newcm-font/chtml/woff2",
    adaptiveCSS: true,
    displayOverflow: "scroll",
    linebreaks: { inline: false },
    mtextInheritFont: true,
  });
  const input = new TeX({
    packages: ["base", "ams", "boldsymbol", "html"],
    formatError(_jax: unknown, error: Error) {
      throw error;
    },
  });
  const page = mathjax.document("", { InputJax: input, OutputJax: output });
  const known = new Map<string, Promise<string>>();
  // MathJax keeps parser state between formulas, so they are set one at a time.
  let queue: Promise<unknown> = Promise.resolve();

  async function convert(tex: string, display: boolean): Promise<string> {
    const options = { display, em: 16, ex: 8, containerWidth: 80 * 16 };
    const node = (await page.convertPromise(tex, options)) as LiteElement;
    // A wide formula scrolls, so the keyboard must be able to reach it.
    if (display) adaptor.setAttribute(node, "tabindex", "0");
    return adaptor.outerHTML(node).replace(/ data-latex(-item)?="[^"]*"/g, "");
  }

  return {
    typeset(tex, display) {
      const key = `${display ? "display" : "inline"} ${tex}`;
      const before = known.get(key);
      if (before) return before;
      const html = queue.then(() => convert(tex, display));
      queue = html.catch(() => undefined);
      known.set(key, html);
      return html;
    },
    styles: () => adaptor.cssText(output.styleSheet(page) as LiteElement),
  };
}

// Docusaurus evaluates this module once per language, but MathJax's fonts serve only one typesetter in a process.
const shared = globalThis as typeof globalThis & { downhillTypesetter?: Typesetter };
const typesetter = (shared.downhillTypesetter ??= createTypesetter());

/** The formula as HTML (CHTML with hidden MathML next to it); rejects with MathJax's own sentence on bad TeX. */
export const typeset = typesetter.typeset;

/** The style sheet that serves every formula typeset so far. */
export const formulaStyles = typesetter.styles;
