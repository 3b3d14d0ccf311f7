"use strict";
(() => {
  const CHUNK = 150; // rows put into the page at once; the others wait until someone scrolls to them
  const find = (id) => document.getElementById(id);
  const data = find("data") ? JSON.parse(find("data").textContent) : null;

  const make = (name, attributes = {}, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  };

  const keyOf = (cell, kind) => {
    const text = cell.dataset.v ?? cell.textContent.trim();
    if (kind !== "number") return text;
    return text === "" || isNaN(text) ? null : Number(text);
  };

  const compare = (a, b) => {
    if (a === b) return 0;
    if (a === null || a === "") return 1; // nothing stands last, whichever way
    if (b === null || b === "") return -1;
    return typeof a === "number" ? a - b : a.localeCompare(b, "en", { numeric: true });
  };

  const sortRows = (rows, column, kind, down) => {
    const keyed = rows.map((row) => [keyOf(row.cells[column], kind), row]);
    const isEmpty = (key) => key === null || key === "";
    keyed.sort(([a], [b]) => (down && !isEmpty(a) && !isEmpty(b) ? compare(b, a) : compare(a, b)));
    return keyed.map(([, row]) => row);
  };

  const makeSortable = (table, sorted) => {
    for (const head of table.tHead.rows[0].cells) {
      if (!head.dataset.key) continue;
      const button = make("button", { type: "button" }, head.textContent);
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        sorted(head.cellIndex, head.dataset.key, down);
      });
    }
  };

  for (const table of document.querySelectorAll("table.sortable")) {
    makeSortable(table, (...order) => {
      table.tBodies[0].replaceChildren(...sortRows([...table.tBodies[0].rows], ...order));
    });
  }

  const tip = make("div", { id: "tip", hidden: "" });
  for (const svg of document.querySelectorAll("figure svg")) {
    document.body.append(tip);
    svg.addEventListener("mousemove", (event) => {
      const link = event.target.closest("a[data-said]");
      tip.hidden = !link || !link.dataset.said;
      if (tip.hidden) return;
      tip.textContent = link.dataset.said;
      tip.style.left = `${Math.min(event.clientX + 12, innerWidth - tip.offsetWidth - 8)}px`;
      tip.style.top = `${event.clientY + 14}px`;
    });
    svg.addEventListener("mouseleave", () => { tip.hidden = true; });
  }

  const table = find("table");
  if (!table) {
    document.documentElement.classList.remove("loading");
    return;
  }
  const body = table.tBodies[0];
  const all = [...body.rows];
  const texts = all.map((row) => row.textContent.toLowerCase().replace(/[−–‐‑—]/g, "-"));
  const textOf = new Map(all.map((row, i) => [row, texts[i]]));
  const rowOf = new Map(all.filter((row) => row.id).map((row) => [row.id, row]));
  let ordered = all;
  let matched = all;
  let shown = 0;
  let chosen = null;

  const end = make("div", { "aria-hidden": "true" });
  table.after(end);
  const showMore = (least = 0) => {
    const until = Math.min(matched.length, Math.max(shown + CHUNK, least));
    body.append(...matched.slice(shown, until));
    shown = until;
  };
  new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting) && shown < matched.length) showMore();
  }, { rootMargin: "600px" }).observe(end);

  const search = find("search");
  const doubtful = find("doubtful");
  const filters = [...document.querySelectorAll("[data-filter]")];
  const refresh = () => {
    const words = search.value.toLowerCase().replace(/[−–‐‑—]/g, "-").split(/\s+/).filter(Boolean);
    matched = ordered.filter((row) =>
      words.every((word) => textOf.get(row).includes(word)) &&
      (!doubtful.checked || "doubtful" in row.dataset) &&
      filters.every((filter) => !filter.value || row.dataset[filter.dataset.filter] === filter.value));
    shown = 0;
    body.replaceChildren();
    showMore();
    find("count").textContent = matched.length === all.length
      ? `${all.length} records` : `${matched.length} of ${all.length} records`;
  };
  makeSortable(table, (...order) => {
    ordered = sortRows(all, ...order);
    refresh();
  });
  for (const input of [search, doubtful, ...filters]) input.addEventListener("input", refresh);
  search.form.addEventListener("submit", (event) => event.preventDefault());

  const reveal = (row) => {
    const at = matched.indexOf(row);
    if (at >= shown) showMore(at + 20);
    row.scrollIntoView({ block: "nearest" });
  };

  const mayShow = (href) => /^https?:/.test(href) || !/^[a-z][a-z0-9+.-]*:/i.test(href);
  const link = (href, text) => (href && mayShow(href) ? make("a", { href }, text) : text);
  const pageLink = (page, text) => link(data.pdf && `${data.pdf}#page=${page}`, text);

  const drawPicture = (record, title) => {
    if (!record.picture) return [];
    const [width, height] = data.pictures[record.picture];
    const image = make("img", {
      width, height, alt: `The place on page ${record.page} that prints ${title}`,
      src: `data:image/png;base64,${find(record.picture).textContent}`,
    });
    const place = make("div", { class: "place" }, image);
    place.style.width = `${width}px`;
    place.style.minWidth = `${width * 0.6}px`; // smaller, and indices cannot be read
    for (const [kind, left, top, wide, high] of record.marks) {
      const mark = make("i", { class: kind });
      Object.assign(mark.style, { left: `${left}%`, top: `${top}%`, width: `${wide}%`, height: `${high}%` });
      place.append(mark);
    }
    return [make("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": "Picture of the place" }, place)];
  };

  const drawSentence = (runs) => {
    const quote = make("blockquote");
    for (const [text, script, kind] of runs) {
      let node = document.createTextNode(text);
      if (script) node = make(script === 1 ? "sub" : "sup", {}, node);
      if (kind && kind !== "other") node = make("mark", { class: kind }, node);
      quote.append(node);
    }
    return quote;
  };

  const drawReferences = (record) => record.refs.map((key) => {
    const entry = data.references[key];
    if (!entry) return make("li", {}, `${key}: not in the reference list that was read`);
    const item = make("li", {}, `${key}: ${entry.text} `);
    if (entry.doi) item.append(link(`https://doi.org/${encodeURI(entry.doi)}`, entry.doi));
    if (entry.found) item.append(" (looked up, not printed)");
    return item;
  });

  const detail = find("detail");
  const close = () => {
    if (!detail || detail.hidden) return;
    detail.hidden = true;
    if (chosen) chosen.removeAttribute("aria-current");
    chosen = null;
    history.replaceState(null, "", location.pathname + location.search);
  };

  const drawDetail = (row) => {
    const record = data.records[row.id];
    const title = row.querySelector("th a").cloneNode(true);
    const closing = make("button", { class: "close", type: "button", "aria-label": "Close" }, "×");
    closing.addEventListener("click", close);
    const fields = make("dl");
    for (const [name, value] of record.fields) fields.append(make("dt", {}, name), make("dd", {}, value));
    const heading = make("h3", {}, ...title.childNodes);
    const text = row.querySelector(".printed").textContent;
    const parts = [closing, heading, ...drawPicture(record, `${heading.textContent} ${text}`), drawSentence(record.runs)];
    const legend = make("p", { class: "legend" });
    for (const kind of ["value", "material", "citation"]) legend.append(make("mark", { class: kind }, kind));
    legend.append(make("span", {}, pageLink(record.page, `page ${record.page}`)));
    parts.push(legend);
    if (record.findings.length) {
      parts.push(make("ul", { class: "warning", "aria-label": "Findings" },
        ...record.findings.map(([code, note]) => make("li", {}, `${code}: ${note}`))));
    }
    if (record.gold.length) {
      parts.push(make("ul", { class: "warning", "aria-label": "Gold" }, ...record.gold.map(([kind, said, note]) =>
        make("li", {}, `${kind}: ${note}${said ? `; gold has ${said}` : ""}`))));
    }
    if (record.refs.length) parts.push(make("ul", { "aria-label": "References" }, ...drawReferences(record)));
    parts.push(fields);
    if (record.places.length) {
      parts.push(make("p", { class: "muted" }, "also printed: ",
        ...record.places.flatMap(([page, where], i) => [i ? "; " : "", pageLink(page, `p. ${page}, ${where}`)])));
    }
    detail.replaceChildren(...parts);
    detail.hidden = false;
    detail.scrollTop = 0;
    const [scroll, value] = [detail.querySelector(".scroll"), detail.querySelector("i.value")];
    if (scroll && value) scroll.scrollLeft = value.offsetLeft + value.offsetWidth / 2 - scroll.clientWidth / 2;
  };

  const choose = (row) => {
    if (chosen) chosen.removeAttribute("aria-current");
    chosen = row;
    row.setAttribute("aria-current", "true");
    if (detail) {
      drawDetail(row);
      history.replaceState(null, "", `#${row.id}`);
    } else {
      row.querySelector("a").focus({ preventScroll: true });
    }
    reveal(row);
  };

  const step = (by, only = () => true) => {
    let at = chosen ? matched.indexOf(chosen) : by > 0 ? -1 : matched.length;
    do at += by; while (at >= 0 && at < matched.length && !only(matched[at]));
    if (matched[at]) choose(matched[at]);
  };

  body.addEventListener("click", (event) => {
    const row = event.target.closest("tr");
    const anchor = event.target.closest("a");
    if (!detail || (anchor && !anchor.closest("th"))) return;
    if (event.ctrlKey || event.metaKey || String(getSelection())) return;
    event.preventDefault();
    choose(row);
  });

  const isDoubtful = (row) => "doubtful" in row.dataset;
  const keys = {
    j: () => step(1), k: () => step(-1), n: () => step(1, isDoubtful), p: () => step(-1, isDoubtful),
    "/": () => search.focus(), Escape: () => { search.blur(); close(); },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    if (event.key !== "Escape" && event.target.matches("input, select, textarea")) return;
    event.preventDefault();
    keys[event.key]();
  });

  const openAddress = () => {
    const row = rowOf.get(decodeURIComponent(location.hash.slice(1)));
    if (!row || !detail) return;
    if (!matched.includes(row)) {
      search.value = "";
      doubtful.checked = false;
      for (const filter of filters) filter.value = "";
      refresh();
    }
    choose(row);
    row.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", openAddress);
  refresh();
  document.documentElement.classList.remove("loading");
  openAddress();
})();
