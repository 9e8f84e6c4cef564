/** The page's sentences: fetched once per language from the server, keyed as in locales/<lang>/stand.ftl. */

export const LANGUAGES = { "zh-CN": "中文", en: "English", ru: "Русский" };
const REMEMBERED = "servicebay.lang";
let sentences = {};
let language = "zh-CN";
let startedIn = "";

/** ?lang= first, then what was chosen on a stand started in the same language, then that language. */
export function chosenLanguage(started) {
  startedIn = started;
  const [before, chosen] = localStorage.getItem(REMEMBERED)?.split(" ") ?? [];
  const wanted = [
    new URLSearchParams(location.search).get("lang"),
    before === started && chosen,
    started,
  ];
  for (const tag of wanted) {
    const known = Object.keys(LANGUAGES).find(
      (lang) => tag && lang.split("-")[0] === tag.toLowerCase().split("-")[0],
    );
    if (known) return known;
  }
  return "zh-CN";
}

export async function loadSentences(lang) {
  const response = await fetch(`/sim/page/strings?lang=${encodeURIComponent(lang)}`);
  if (!response.ok) throw new Error(`strings: ${response.status}`);
  sentences = await response.json();
  language = lang;
  document.documentElement.lang = lang;
}

/** The chats stay where they are; only the page is drawn anew in the other language. */
export function switchLanguage(lang) {
  localStorage.setItem(REMEMBERED, `${startedIn} ${lang}`);
  const url = new URL(location.href);
  url.searchParams.set("lang", lang);
  location.assign(url);
}

export const lang = () => language;

/** Those who speak the page's language first; otherwise the order stays. */
export const ownTongueFirst = (people) => [...people].sort((a, b) => speaks(b) - speaks(a));

export const speaks = (person) =>
  Number(person.language_code?.split("-")[0] === language.split("-")[0]);

/** A name given by language, in the page's own, or as it is known to everybody. */
export const inTongue = (names, otherwise) => names?.[language] ?? otherwise;

/** t("new-messages", {n: 3}) fills {$n}; a key without a sentence shows itself, so that it is noticed. */
export function t(key, values) {
  const sentence = sentences[key] ?? key;
  return sentence.replace(/\{\$([\w-]+)\}/g, (whole, name) => String(values?.[name] ?? whole));
}
