"use strict";
(() => {
  const EVERY = 700, AFTER_TROUBLE = 3000, PATIENCE = 60000;
  const STOPS = "a[href], [tabindex]";
  const news = document.getElementById("news");
  let version = document.body.dataset.version;
  let trouble = false;

  const tell = (said, current) => {
    if (news.textContent !== said) news.textContent = said;
    news.className = current ? "current" : "wrong";
  };

  // What did not change stays, and so does where the reader is: the keyboard goes on at the same
  // link, or else at the same place.
  const put = (part, text) => {
    const fresh = document.createElement(part.tagName);
    fresh.innerHTML = text;
    if (fresh.innerHTML === part.innerHTML) return;
    const before = [...part.querySelectorAll(STOPS)];
    const at = before.indexOf(document.activeElement);
    const link = at < 0 ? null : before[at].getAttribute("href");
    part.replaceChildren(...fresh.childNodes);
    if (at < 0) return;
    const now = [...part.querySelectorAll(STOPS)];
    const same = link && now.find((one) => one.getAttribute("href") === link);
    (same || now[Math.min(at, now.length - 1)] || news).focus({ preventScroll: true });
  };

  const show = (state) => {
    for (const [id, text] of Object.entries(state.parts)) put(document.getElementById(id), text);
    document.title = state.title;
    version = state.version;
    tell(state.news, state.current);
  };

  const ask = async () => {
    const query = new URLSearchParams(location.search);
    query.set("seen", trouble ? "" : version);
    let answer;
    try {
      answer = await fetch("/state?" + query, { signal: AbortSignal.timeout(PATIENCE) });
      if (answer.status === 200) show(await answer.json());
      trouble = !answer.ok;
      if (trouble) tell("The program could not make this page; its terminal may say why.", false);
    } catch {
      trouble = true;
      tell("The program that makes this page does not answer. Waiting for it.", false);
    }
    setTimeout(ask, answer && trouble ? AFTER_TROUBLE : EVERY);
  };
  setTimeout(ask, EVERY);
})();
