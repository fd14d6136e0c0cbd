/** One element with attributes and children; strings become text, never markup. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter(child => child != null));
  return element;
}

const INLINE = /\*\*(?<bold>\S(?:.*?\S)?)\*\*|`(?<code>[^`\n]+)`|\[(?<label>[^\]\n]+)\]\((?<link>(?:[^()\s]|\([^()\s]*\))+)\)|(?<![\p{L}\p{N}*])\*(?<star>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\p{L}\p{N}*])|(?<![\p{L}\p{N}_])_(?<under>[^\s_](?:[^_\n]*[^\s_])?)_(?![\p{L}\p{N}_])/u;
const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);

/** The address if it may be followed, else null. Relative addresses may not: nothing here points into the page. */
function safeLink(address) {
  try {
    const url = new URL(address);
    return SCHEMES.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

function inlineNode(groups, whole) {
  if (groups.bold) return make("strong", {}, ...inline(groups.bold));
  if (groups.code) return make("code", {}, groups.code);
  if (groups.star || groups.under) return make("em", {}, ...inline(groups.star || groups.under));
  const href = safeLink(groups.link);
  if (!href) return whole;
  const attributes = /^https?:/.test(href) ? { href, target: "_blank", rel: "noopener noreferrer" } : { href };
  return make("a", attributes, ...inline(groups.label));
}

/** Bold, italic, code and links of one line as nodes. */
function inline(text) {
  const match = INLINE.exec(text);
  if (!match) return [text];
  const node = inlineNode(match.groups, match[0]);
  return [text.slice(0, match.index), node, ...inline(text.slice(match.index + match[0].length))].filter(part => part !== "");
}

const BULLET = /^\s*(?:[-*•]|(\d{1,2})[.、)])\s+(.*)$/;

function list(lines) {
  const items = lines.map(line => BULLET.exec(line));
  const start = items[0][1];
  return make(start ? "ol" : "ul", start && start !== "1" ? { start } : {}, ...items.map(item => make("li", {}, ...inline(item[2]))));
}

function paragraph(lines) {
  const nodes = lines.flatMap((line, index) => (index ? [make("br"), ...inline(line)] : inline(line)));
  return make("p", {}, ...nodes);
}

const lineKind = line => {
  const bullet = BULLET.exec(line);
  return !line.trim() ? "blank" : !bullet ? "text" : bullet[1] ? "numbered" : "bulleted";
};

/** Markdown as nodes: paragraphs, lists, line breaks and what `inline` knows. All else stays text. */
function markdown(text) {
  const groups = [];
  for (const line of text.split("\n")) {
    const kind = lineKind(line);
    const last = groups[groups.length - 1];
    if (last && last.kind === kind) last.lines.push(line);
    else groups.push({ kind, lines: [line] });
  }
  const shown = groups.filter(group => group.kind !== "blank");
  return shown.map(group => (group.kind === "text" ? paragraph(group.lines) : list(group.lines)));
}
