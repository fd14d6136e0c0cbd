const SVG = "http://www.w3.org/2000/svg";
const SHAPES = {
  menu: "M5 12h.01M12 12h.01M19 12h.01",
  close: "M6 6l12 12M18 6L6 18",
  send: "M12 19V5M6 11l6-6 6 6",
};
const DROP = "M16 6.5c4 5 6.2 8.3 6.2 11.3a6.2 6.2 0 0 1-12.4 0c0-3 2.2-6.3 6.2-11.3z";
const PULSE = "M12.7 18.3h2l1.2-2.6 1.7 4.4 1-1.8h1.2";

function drawing(box, ...paths) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", box);
  svg.setAttribute("aria-hidden", "true");
  for (const [d, name] of paths) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    path.setAttribute("class", name);
    svg.append(path);
  }
  return svg;
}

const icon = name => drawing("0 0 24 24", [SHAPES[name], "line"]);
const mark = () => drawing("0 0 32 32", [DROP, "drop"], [PULSE, "pulse"]);

const button = (name, ...content) => make("button", { type: "button", class: name }, ...content);

/** The fixed parts of the window by name; words are filled in by `label`. */
function frame(inPage) {
  const parts = {
    title: make(inPage ? "h1" : "h2", { class: "name" }, "ALTalk"),
    tagline: make("p", { class: "tagline" }),
    other: button("quiet other"),
    menuButton: button("quiet round menu-dots", icon("menu")),
    menu: make("div", { class: "menu", id: "menu", hidden: true }),
    startOver: button("item"),
    print: button("item"),
    forget: button("item danger"),
    close: button("quiet round close", icon("close")),
    scroll: make("div", { class: "scroll", tabindex: "0", role: "group" }),
    welcome: make("div", { class: "welcome" }),
    log: make("div", { class: "log", role: "log", "aria-live": "polite" }),
    writing: make("div", { class: "writing", role: "status" }),
    trouble: make("div", { class: "trouble", role: "alert" }),
    composer: make("form", { class: "composer" }),
    field: make("textarea", { rows: "1", id: "field", maxlength: "12000", enterkeyhint: "send", dir: "auto", autocomplete: "off" }),
    fieldLabel: make("label", { class: "hidden", for: "field" }),
    send: make("button", { class: "send", type: "submit" }, icon("send")),
    note: make("p", { class: "note" }),
    printed: make("p", { class: "printed" }),
    dialog: make("dialog", { "aria-labelledby": "ask", "aria-describedby": "told" }),
  };
  parts.menuButton.setAttribute("aria-expanded", "false");
  parts.menuButton.setAttribute("aria-controls", "menu");
  parts.menu.append(parts.startOver, parts.print, parts.forget);
  parts.composer.append(parts.fieldLabel, make("div", { class: "box" }, parts.field, parts.send), parts.note);
  return parts;
}

/** The window from its parts. */
function assembled(parts, inPage) {
  const names = make("div", { class: "names" }, parts.title, parts.tagline);
  const tools = make("div", { class: "tools" }, parts.other, parts.menuButton, inPage ? null : parts.close, parts.menu);
  const column = make("div", { class: "column" }, parts.log, parts.welcome, parts.writing, parts.trouble);
  parts.scroll.append(column);
  return make(
    "div",
    { class: "window", role: inPage ? null : "dialog", hidden: !inPage, id: "window" },
    make("div", { class: "top" }, make("span", { class: "mark" }, mark()), names, tools),
    parts.printed,
    parts.scroll,
    parts.composer,
    parts.dialog,
  );
}

/** Put the words of one language on all fixed parts. */
function label(parts, words) {
  const named = { menuButton: words.menu, close: words.close, scroll: words.log, log: words.log, send: words.send };
  for (const [name, text] of Object.entries(named)) parts[name].setAttribute("aria-label", text);
  const written = { tagline: words.tagline, other: words.other, startOver: words.startOver, print: words.print, forget: words.forget };
  Object.assign(written, { fieldLabel: words.field, note: words.emergency });
  for (const [name, text] of Object.entries(written)) parts[name].textContent = text;
  parts.field.placeholder = words.placeholder;
  parts.other.lang = words.code === "en" ? "zh-CN" : "en";
  parts.dialog.replaceChildren(
    make("p", { class: "ask", id: "ask" }, words.forgetTitle),
    make("p", { id: "told" }, words.forgetText),
    make("form", { method: "dialog" }, make("button", { value: "" }, words.cancel), make("button", { value: "yes", class: "danger" }, words.forgetYes)),
  );
}

/** What stands in the empty log: what this is, and three ways to begin. */
function welcomeNodes(words, inPage, choose) {
  const starters = words.starters.map(text => ({ title: text, payload: text }));
  const offered = choices(starters, words, choose);
  offered.setAttribute("aria-label", words.startersLabel);
  return [
    make(inPage ? "h2" : "h3", {}, words.welcome),
    make("p", { class: "lead" }, words.lead),
    make("p", { class: "for-example", "aria-hidden": "true" }, words.startersLabel),
    offered,
    make("p", { class: "privacy" }, words.privacy),
  ];
}
