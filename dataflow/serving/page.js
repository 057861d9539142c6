"use strict";
(() => {
  const content = document.getElementById("content");
  const news = document.getElementById("news");
  let version = content.dataset.version;
  let lost = false;

  // The page stays where it is: only what changed is put in place of what was there.
  const ask = async () => {
    try {
      const query = new URLSearchParams(location.search);
      query.set("seen", version);
      const answer = await fetch("/state?" + query);
      if (answer.status === 200) {
        const state = await answer.json();
        const top = scrollY;
        content.innerHTML = state.content;
        scrollTo(0, top);
        document.title = state.title;
        version = String(state.version);
        news.textContent = state.news;
      } else if (lost) news.textContent = "Connected again.";
      lost = false;
    } catch {
      news.textContent = "The program that serves this page has ended. Waiting for it.";
      lost = true;
    }
    setTimeout(ask, 700);
  };
  setTimeout(ask, 700);
})();
