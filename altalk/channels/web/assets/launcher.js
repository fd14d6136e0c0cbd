/** `<script src="…/talk/widget.js" data-lang="zh">` is all a page needs: the launcher adds itself. */
function addLauncher() {
  if (document.querySelector("altalk-chat")) return;
  document.body.append(make("altalk-chat", { lang: SCRIPT.dataset.lang }));
}

if (!customElements.get("altalk-chat")) {
  customElements.define("altalk-chat", Chat);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", addLauncher);
  else addLauncher();
}
