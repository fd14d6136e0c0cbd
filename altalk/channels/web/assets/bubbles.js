/** The picture's or file's address if it is ours: nothing is ever loaded from elsewhere. */
function ownSource(source, root, kinds) {
  if (kinds.test(source)) return source;
  const url = new URL(source, `${root}/`);
  return url.href.startsWith(`${root}/`) ? url.href : null;
}

function picture(image, root, settled) {
  const src = ownSource(image.source, root, /^data:image\//);
  if (!src) return make("p", {}, image.alt);
  const node = make("img", { src, alt: image.alt });
  node.addEventListener("load", settled, { once: true });
  return node;
}

function download(file, root) {
  const href = ownSource(file.source, root, /^data:/);
  return href ? make("a", { class: "file", href, download: file.name }, file.name) : make("p", {}, file.name);
}

/** One message with a hidden name of the speaker. `settled` is called when a late picture has its size. */
function bubble(from, said, words, root, settled) {
  const text = said.text || "";
  // The direction belongs to the text alone: a Latin name in front would turn the punctuation of Arabic around.
  const content = make("div", { class: "text", dir: "auto", lang: languageOf(text) || null });
  content.append(...(from === "person" ? [make("p", {}, text)] : markdown(text)));
  return make(
    "div",
    { class: `bubble ${from}` },
    make("span", { class: "hidden" }, from === "person" ? words.me : words.bot),
    text ? content : null,
    said.card ? cardNode(said.card) : null,
    said.image ? picture(said.image, root, settled) : null,
    said.file ? download(said.file, root) : null,
  );
}

/** The answers to choose from; `choose` gets the one chosen and whether it was chosen with the keyboard. */
function choices(buttons, words, choose) {
  const nodes = buttons.map(button => {
    const node = make("button", { type: "button", lang: languageOf(button.title) || null }, button.title);
    node.addEventListener("click", event => choose(button, event.detail === 0));
    return node;
  });
  return make("div", { class: "choices", role: "group", "aria-label": words.answers }, ...nodes);
}

/** A line across the log: a day, or a note of the interface. */
function divider(text) {
  return make("div", { class: "divider" }, make("span", {}, text));
}
