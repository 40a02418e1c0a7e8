import useDocusaurusContext from "@docusaurus/useDocusaurusContext";

/** The languages every page and figure is written in; a text that lacks one does not compile. */
export type Language = "en" | "zh-Hans";

/** The language of the page being shown. */
export function useLanguage(): Language {
  return useDocusaurusContext().i18n.currentLocale === "zh-Hans" ? "zh-Hans" : "en";
}

/** The text in the language of the page being shown. */
export function useText<T>(texts: Readonly<Record<Language, T>>): T {
  return texts[useLanguage()];
}
