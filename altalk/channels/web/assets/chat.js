const SHEET = new CSSStyleSheet();
SHEET.replaceSync(STYLE);
const FIELD_MOST_PX = 168;
const POLL_MS = 1000;

const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, "0")).join("");

/** `<altalk-chat>`: a launcher with a window, or with `mode="page"` the window alone. `lang` sets the language. */
class Chat extends HTMLElement {
  connectedCallback() {
    if (this.parts) return;
    this.inPage = this.getAttribute("mode") === "page";
    this.talk = new Talk(ROOT);
    this.parts = frame(this.inPage);
    this.unread = 0;
    this.waiting = 0;
    this.era = 0;
    this.build();
    this.listen();
    this.speak(this.preferredLanguage());
    if (this.inPage) this.restore();
  }

  build() {
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [SHEET];
    this.window = assembled(this.parts, this.inPage);
    this.badge = make("span", { class: "badge", hidden: true });
    this.launcher = this.inPage ? null : make("button", { type: "button", class: "launcher", "aria-expanded": "false" }, mark(), this.badge);
    const root = make("div", { class: this.inPage ? "page" : "corner" }, this.window, this.launcher);
    this.root = shadow.appendChild(root);
  }

  listen() {
    const { parts } = this;
    parts.composer.addEventListener("submit", event => this.submit(event));
    parts.field.addEventListener("keydown", event => this.typed(event));
    parts.field.addEventListener("input", () => this.fit());
    parts.other.addEventListener("click", () => this.speak(this.words.code === "en" ? "zh" : "en", true));
    parts.menuButton.addEventListener("click", () => this.toggleMenu(parts.menu.hidden));
    parts.startOver.addEventListener("click", () => this.chosen(() => this.ask(this.words.startOverText)));
    parts.print.addEventListener("click", () => this.chosen(() => window.print()));
    parts.forget.addEventListener("click", () => this.chosen(() => parts.dialog.showModal()));
    parts.dialog.addEventListener("close", () => parts.dialog.returnValue === "yes" && this.forget());
    parts.close.addEventListener("click", () => this.open(false));
    this.root.addEventListener("keydown", event => event.key === "Escape" && this.escape());
    this.root.addEventListener("click", event => parts.menu.hidden || event.target.closest(".tools") || this.toggleMenu(false));
    this.launcher?.addEventListener("click", () => this.open(this.window.hidden));
    window.addEventListener("beforeprint", () => this.stampDate());
  }

  preferredLanguage() {
    const asked = this.inPage && new URLSearchParams(location.search).get("lang");
    const wanted = asked || this.getAttribute("lang") || (this.inPage ? "" : document.documentElement.lang) || navigator.language;
    return /^zh/i.test(wanted) ? "zh" : "en";
  }

  /** Change the language of the interface. What was said stays as it was said. */
  speak(code, keep = false) {
    this.words = WORDS[code];
    label(this.parts, this.words);
    this.root.lang = code === "zh" ? "zh-CN" : "en";
    this.parts.welcome.replaceChildren(...welcomeNodes(this.words, this.inPage, button => this.ask(button.payload)));
    this.window.setAttribute("aria-label", "ALTalk");
    this.nameLauncher();
    this.showWriting();
    if (!this.inPage) return;
    document.documentElement.lang = this.root.lang;
    if (keep) history.replaceState(null, "", `?lang=${code}`);
  }

  // ---- the person writes -------------------------------------------------------------------------------------

  typed(event) {
    // While an input method is composing, Enter picks a word (229 is how older browsers tell).
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.parts.composer.requestSubmit();
  }

  submit(event) {
    event.preventDefault();
    const text = this.parts.field.value.trim();
    if (!text) return this.parts.field.focus();
    this.parts.field.value = "";
    this.fit();
    this.ask(text);
    this.parts.field.focus();
  }

  fit() {
    const { field } = this.parts;
    field.style.blockSize = "auto";
    field.style.blockSize = `${Math.min(field.scrollHeight, FIELD_MOST_PX)}px`;
  }

  /** Say something for the person; `shown` is what stands in the log where it differs, as for a button. */
  ask(text, shown = text) {
    this.settle();
    const node = this.add(bubble("person", { text: shown }, this.words, ROOT));
    this.asked = node;
    this.toEnd();
    this.deliver({ id: newId(), text, language: this.words.code }, node);
  }

  async deliver(message, asked) {
    const { era } = this;
    const shown = [];
    this.wait(1);
    try {
      await this.talk.send(message, said => era === this.era && shown.push(...this.take(said, message, asked, shown)));
    } catch (error) {
      if (era === this.era) this.fail(this.troubleText(error), () => this.again(message, asked, shown));
    } finally {
      this.wait(-1);
    }
  }

  again(message, asked, shown) {
    for (const node of shown) node.remove();
    this.clearTrouble();
    this.deliver(message, asked);
  }

  troubleText(error) {
    const words = this.words[error.kind] || this.words.server;
    return typeof words === "function" ? words(error.seconds) : words;
  }

  // ---- the assistant answers -----------------------------------------------------------------------------------

  /** Show one line of an answer; returns the nodes it added. */
  take(said, message, asked, shown) {
    if (said.type === "error") {
      const node = this.add(bubble("assistant safe", said, this.words, ROOT));
      this.fail("", () => this.again(message, asked, [...shown, node]));
      this.arrived();
      return [node];
    }
    const nodes = this.show(said);
    this.arrived();
    return nodes;
  }

  show(said, offer = true) {
    const nodes = [this.add(bubble("assistant", said, this.words, ROOT, () => this.toEnd()))];
    if (said.buttons?.length && offer) nodes.push(this.add(choices(said.buttons, this.words, (button, byKey) => this.choose(button, byKey))));
    return nodes;
  }

  choose(button, byKey) {
    this.ask(button.payload, button.title);
    // A finger on a button does not want a keyboard over half the screen.
    (byKey ? this.parts.field : this.parts.scroll).focus({ preventScroll: true });
  }

  arrived() {
    if (!this.inPage && this.window.hidden) this.unread += 1;
    this.nameLauncher();
    this.toEnd();
  }

  add(node) {
    this.parts.welcome.hidden = true;
    this.parts.log.append(node);
    return node;
  }

  /** Down to the newest line, but never past the question it answers. */
  toEnd() {
    const { scroll } = this.parts;
    const end = scroll.scrollHeight - scroll.clientHeight;
    const question = this.asked?.isConnected ? this.asked.offsetTop - 16 : end;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    scroll.scrollTo({ top: Math.min(end, question), behavior: calm ? "instant" : "smooth" });
  }

  /** Old answers to choose from and old trouble go when the person moves on. */
  settle() {
    for (const node of this.parts.log.querySelectorAll(".choices")) node.remove();
    this.clearTrouble();
  }

  wait(change) {
    this.waiting += change;
    this.showWriting();
    if (change > 0) this.toEnd();
  }

  showWriting() {
    const dots = [1, 2, 3].map(() => make("i", { "aria-hidden": "true" }));
    const nodes = this.waiting > 0 ? [make("span", { class: "hidden" }, this.words.writing), ...dots] : [];
    this.parts.writing.replaceChildren(...nodes);
  }

  fail(text, retry) {
    const again = make("button", { type: "button", class: "retry" }, this.words.retry);
    again.addEventListener("click", () => {
      this.parts.field.focus({ preventScroll: true });
      retry();
    });
    this.parts.trouble.replaceChildren(make("p", {}, text), again);
    this.toEnd();
  }

  clearTrouble() {
    this.parts.trouble.replaceChildren();
  }

  // ---- what was said before, and what is to be forgotten --------------------------------------------------------

  /** Show the talk again after a reload; an answer that is still on its way is waited for. */
  async restore() {
    this.restored = true;
    const before = await this.talk.history().catch(error => this.fail(this.troubleText(error), () => this.comeBack()));
    if (!before || this.waiting) return;
    const state = JSON.stringify(before);
    if (state !== this.state && before.messages.length + before.pending.length) this.showTalk(before);
    this.state = state;
    if (before.pending.length) this.follow();
  }

  comeBack() {
    this.clearTrouble();
    this.restore();
  }

  showTalk(before) {
    const { log, scroll } = this.parts;
    log.setAttribute("aria-live", this.state ? "polite" : "off");
    log.replaceChildren();
    before.messages.forEach((said, index) => this.showAgain(said, before, index));
    for (const text of before.pending) this.asked = this.add(bubble("person", { text }, this.words, ROOT));
    scroll.scrollTop = scroll.scrollHeight;
    requestAnimationFrame(() => log.setAttribute("aria-live", "polite"));
  }

  showAgain(said, { messages, pending }, index) {
    this.showDay(said.time, messages[index - 1]?.time);
    const last = index === messages.length - 1 && !pending.length;
    if (said.from === "assistant") this.show(said, last);
    else this.asked = this.add(bubble("person", said, this.words, ROOT));
  }

  showDay(time, before) {
    const day = seconds => new Date(seconds * 1000).toLocaleDateString(this.words.code, { dateStyle: "long" });
    const today = day(Date.now() / 1000);
    if (day(time) !== (before ? day(before) : today)) this.add(divider(day(time)));
  }

  follow() {
    this.wait(1);
    setTimeout(() => {
      this.wait(-1);
      this.restore();
    }, POLL_MS);
  }

  async forget() {
    try {
      await this.talk.forget();
      this.era += 1;
      this.settle();
      this.parts.log.replaceChildren(divider(this.words.forgotten));
      this.parts.welcome.hidden = false;
    } catch {
      this.fail(this.words.forgetFailed, () => (this.clearTrouble(), this.forget()));
    }
    this.parts.field.focus();
  }

  // ---- window, menu, print --------------------------------------------------------------------------------------

  /** Open or close the window of the launcher. */
  open(wanted) {
    this.window.hidden = !wanted;
    this.root.classList.toggle("opened", wanted);
    this.launcher.setAttribute("aria-expanded", String(wanted));
    if (wanted) this.unread = 0;
    this.nameLauncher();
    if (!wanted) return this.launcher.focus();
    if (!this.restored) this.restore();
    this.parts.field.focus();
  }

  nameLauncher() {
    if (!this.launcher) return;
    const news = this.unread ? `, ${this.words.unread(this.unread)}` : "";
    this.launcher.setAttribute("aria-label", `${this.words.open}${news}`);
    this.badge.hidden = !this.unread;
    this.badge.textContent = this.unread || "";
  }

  toggleMenu(wanted) {
    this.parts.menu.hidden = !wanted;
    this.parts.menuButton.setAttribute("aria-expanded", String(wanted));
    if (wanted) this.parts.startOver.focus();
  }

  chosen(act) {
    this.toggleMenu(false);
    this.parts.menuButton.focus();
    act();
  }

  escape() {
    if (this.parts.dialog.open) return;
    if (!this.parts.menu.hidden) this.chosen(() => {});
    else if (!this.inPage) this.open(false);
  }

  stampDate() {
    const now = new Date().toLocaleDateString(this.words.code, { dateStyle: "long" });
    this.parts.printed.textContent = this.words.printed(now);
  }
}
