"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const part = (name, key) => document.getElementById(name + "-" + key);
  const each = (graph, act) => {
    for (const name of graph.names)
      for (const key of graph.keys) {
        const one = part(name, key);
        if (one) act(one, key, name);
      }
  };

  // Hovering or focusing a flow or holder lights all that leads to it.
  const clear = () => {
    for (const one of document.querySelectorAll(".lit")) one.classList.remove("lit");
    for (const one of document.querySelectorAll(".on")) one.classList.remove("on");
  };
  for (const graph of data.graphs)
    each(graph, (one, key, name) => {
      const light = () => {
        clear();
        one.closest("svg").classList.add("lit");
        for (const other of graph.paths[key]) part(name, other)?.classList.add("on");
      };
      if (one.classList.contains("flow")) {
        one.setAttribute("tabindex", "0");
        one.addEventListener("focus", light);
        one.addEventListener("blur", clear);
      }
      one.addEventListener("mouseenter", light);
      one.addEventListener("mouseleave", clear);
    });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") clear();
  });

  // What is not there, on a day or of a kind, is hidden from everybody.
  const hide = (one, word, gone) => {
    one.classList.toggle(word, gone);
    const hidden = one.classList.contains("gone") || one.classList.contains("off");
    if (hidden) one.setAttribute("aria-hidden", "true");
    else one.removeAttribute("aria-hidden");
    if (one.classList.contains("flow")) one.setAttribute("tabindex", hidden ? "-1" : "0");
  };

  const filter = document.getElementById("filter");
  if (filter) {
    filter.hidden = false;
    const boxes = [...filter.querySelectorAll("input")];
    const apply = () => {
      const wanted = new Set(boxes.filter((one) => one.checked).map((one) => one.value));
      for (const graph of data.graphs)
        each(graph, (one, key) => {
          const kinds = graph.kinds[key];
          if (kinds) hide(one, "off", !kinds.some((kind) => wanted.has(kind)));
        });
    };
    filter.addEventListener("change", apply);
  }

  const days = document.getElementById("days");
  if (days) {
    days.hidden = false;
    const slider = days.querySelector("input");
    const told = document.getElementById("told");
    const body = document.getElementById("rows");
    const when = document.querySelector("#answer caption span");
    const graph = data.graphs[data.graphs.length - 1];
    const heads = [...document.querySelectorAll("#answer thead th")].map((one) => one.textContent);
    const show = () => {
      const state = data.states[slider.value];
      const shown = new Set(state.shown);
      slider.setAttribute("aria-valuetext", state.day);
      told.textContent = state.said;
      when.textContent = ": " + state.day;
      each(graph, (one, key) => hide(one, "gone", !shown.has(key)));
      body.replaceChildren(
        ...state.rows.map((cells) => {
          const row = document.createElement("tr");
          cells.forEach((text, number) => {
            const cell = document.createElement(number ? "td" : "th");
            if (number) cell.dataset.of = heads[number];
            else cell.scope = "row";
            cell.textContent = text;
            row.append(cell);
          });
          return row;
        })
      );
    };
    const step = (by) => {
      slider.value = Number(slider.value) + by;
      show();
    };
    slider.addEventListener("input", show);
    days.querySelector(".before").addEventListener("click", () => step(-1));
    days.querySelector(".after").addEventListener("click", () => step(1));
    show();
  }
})();
