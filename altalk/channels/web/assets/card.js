const SCALE_END = 5;

const number = (value, language) => new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);

/** Value, limit and multiple as a bar from 0 to five times the limit. */
function scale(card, words) {
  const multiple = card.multiple ?? card.value / card.upper_limit;
  const [value, limit, times] = [card.value, card.upper_limit, multiple].map(each => number(each, words.code));
  const place = `${(Math.min(Math.max(multiple, 0), SCALE_END) / SCALE_END) * 100}%`;
  const pin = make("span", { class: "pin" });
  const label = make("span", { class: "pin-label" }, make("strong", {}, `${value} ${card.unit || ""}`.trim()), ` ${words.times(times)}${multiple > SCALE_END ? " ▸" : ""}`);
  for (const part of [pin, label]) part.style.setProperty("--place", place);
  const text = words.scale(value, card.unit || "", times, limit);
  return make(
    "div",
    { class: "scale", role: "img", "aria-label": text },
    label,
    make("span", { class: "track" }, make("span", { class: "within" }), make("span", { class: "above" }), pin),
    make(
      "span",
      { class: "ticks" },
      make("span", {}, "0"),
      make("span", { class: "limit" }, `${words.limit} ${limit}`),
      make("span", {}, `${words.times(SCALE_END)} = ${number(card.upper_limit * SCALE_END, words.code)}`),
    ),
  );
}

function section(title, content) {
  return make("div", { class: "card-part" }, make("p", { class: "part-title" }, title), content);
}

/** The assessment in short: grade and bar, the one line that counts, what to do, when to repeat the test. */
function cardNode(card) {
  const language = languageOf(card.urgency_line || card.grade || "");
  const words = WORDS[language === "zh-CN" ? "zh" : "en"];
  const steps = [card.next || []].flat().filter(Boolean);
  const measured = Number.isFinite(card.value) && card.upper_limit > 0;
  const known = Object.hasOwn(words.urgency, card.urgency) ? card.urgency : "doctor_soon";
  return make(
    "section",
    { class: `card ${known}`, lang: language, "aria-label": words.urgency[known] },
    make("p", { class: "urgency" }, make("span", { class: "tag" }, words.urgency[known]), make("strong", {}, card.urgency_line || "")),
    card.grade ? make("p", { class: "grade" }, card.grade) : null,
    measured ? scale(card, words) : null,
    steps.length ? section(words.next, make("ul", {}, ...steps.map(step => make("li", {}, ...inline(step))))) : null,
    card.retest ? section(words.retest, make("p", {}, ...inline(card.retest))) : null,
  );
}
