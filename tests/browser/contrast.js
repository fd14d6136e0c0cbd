(() => {
  const parse = text => {
    const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number);
    return { r, g, b, a };
  };
  const over = (top, below) => {
    const mix = name => top[name] * top.a + below[name] * (1 - top.a);
    return { r: mix("r"), g: mix("g"), b: mix("b"), a: 1 };
  };
  const luminance = ({ r, g, b }) => {
    const [x, y, z] = [r, g, b].map(each => (each / 255 <= 0.04045 ? each / 255 / 12.92 : ((each / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ratio = (one, other) => {
    const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return Math.round(((high + 0.05) / (low + 0.05)) * 100) / 100;
  };
  const parent = element => element.parentElement || element.getRootNode().host;
  const behind = element => {
    const layers = [];
    for (let each = element; each; each = parent(each)) {
      const colour = parse(getComputedStyle(each).backgroundColor);
      if (colour.a) layers.unshift(colour);
    }
    return layers.reduce((below, top) => over(top, below), { r: 255, g: 255, b: 255, a: 1 });
  };
  const root = document.querySelector("altalk-chat").shadowRoot;
  const visible = element => element.checkVisibility() && !element.closest(".hidden, img, [role=img] .track");
  const ownText = element => [...element.childNodes].filter(node => node.nodeType === 3).map(node => node.data.trim()).join("");
  const all = [...root.querySelectorAll("*")].filter(visible);

  const text = all.filter(element => ownText(element)).map(element => ({
    name: `${element.className || element.tagName}: ${ownText(element).slice(0, 30)}`,
    ratio: ratio(over(parse(getComputedStyle(element).color), behind(element)), behind(element)),
  }));
  const edge = element => {
    const style = getComputedStyle(element);
    const border = parseFloat(style.borderTopWidth) ? parse(style.borderTopColor) : parse(style.backgroundColor);
    return { name: element.className || element.textContent, ratio: ratio(over(border, behind(parent(element))), behind(parent(element))) };
  };
  const controls = [...root.querySelectorAll(".choices button, .retry, .box, .send")].filter(visible).map(edge);

  window.focusContrast = () => {
    const focused = root.activeElement;
    if (!focused) return null;
    const ringed = focused.tagName === "TEXTAREA" ? focused.closest(".box") : focused;
    const style = getComputedStyle(ringed);
    const shown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const inside = style.outlineOffset.startsWith("-");
    const ground = behind(inside ? ringed : parent(ringed));
    return { name: focused.className || focused.tagName, ratio: shown ? ratio(parse(style.outlineColor), ground) : 0 };
  };
  return { text, controls };
})();
