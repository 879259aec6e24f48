// Puts the language that the reader's browser asks for first. Without it the page says the same.
(() => {
  const list = document.querySelector("[data-chooser]");
  if (!list || !navigator.languages) return;

  // "zh-CN" and "zh-Hans" are the same writing; "zh-TW" is another, but still closer than English. Where a language is
  // offered for several regions, that of the reader is the closest.
  const parts = (tag) => {
    try {
      const { language, script, region } = new Intl.Locale(tag).maximize();
      return { language, script, region };
    } catch {
      return { language: tag };
    }
  };
  const offers = [...list.children].map((item) => ({ item, ...parts(item.lang) }));

  for (const wanted of navigator.languages.map(parts)) {
    const spoken = offers.filter((offer) => offer.language === wanted.language);
    const written = spoken.filter((offer) => offer.script === wanted.script);
    const best = written.find((offer) => offer.region === wanted.region) ?? written[0] ?? spoken[0];
    if (best) {
      list.prepend(best.item);
      return;
    }
  }
})();
