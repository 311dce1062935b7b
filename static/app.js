// Smooths what works without script; needs only htmx's events.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const on = (name, handler, capture) => document.addEventListener(name, handler, capture);
  const all = (root, selector, act) => root.querySelectorAll(selector).forEach(act);

  // What htmx could not do is said in the visible live region.
  const say = (sentence) => {
    const box = document.createElement("div");
    box.className = "pita pita-negatif";
    box.innerHTML = '<p></p><button type="button" class="btn-polos">Tutup</button>';
    box.firstChild.textContent = sentence;
    box.lastChild.addEventListener("click", () => box.remove());
    $("kabar").replaceChildren(box);
  };
  on("htmx:responseError", ({ detail: { xhr } }) => {
    const found = new DOMParser().parseFromString(xhr.responseText, "text/html").querySelector("[data-kalimat]");
    say(found?.textContent.trim() || "Permintaan gagal. Isian Anda masih ada; coba lagi.");
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) on(name, () => say("Server tidak terjangkau. Isian Anda masih ada; coba lagi sebentar."));

  // One submit at a time; aria-disabled, not disabled, keeps the focus.
  const busy = (form, yes) => {
    if (!form) return;
    form.toggleAttribute("data-sibuk", yes);
    for (const e of form.elements) if (e.type === "submit") e.ariaDisabled = yes || null;
    all(form, "progress", (e) => e.classList.toggle("visually-hidden", !yes));
  };
  const stop = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  on("submit", (event) => event.target.hasAttribute("data-sibuk") && stop(event), true);
  // Buttons that htmx listens to send without a submit; and the second half of a double click
  // must not fall on the button of the item that took the place of the first.
  on("click", (event) => {
    const form = event.target.closest("[type=submit]")?.form;
    if (form && (event.detail > 1 || form.hasAttribute("data-sibuk"))) stop(event);
  }, true);
  on("submit", ({ target, defaultPrevented }) => {
    if (target.matches("[data-keluar]")) {
      sessionStorage.clear(); // over plain http the browser ignores Clear-Site-Data
      localStorage.clear();
    }
    if (!defaultPrevented && target.target !== "_blank") busy(target, true);
  });
  const formOf = (elt) => (elt.matches("form") ? elt : elt.type === "submit" ? elt.form : null);
  on("htmx:beforeRequest", ({ target }) => {
    $("kabar").replaceChildren();
    busy(formOf(target), true);
  });
  // The button that sent may be gone by now (an upload swaps it); then `elt` is what held it.
  on("htmx:afterRequest", ({ detail: { elt, requestConfig } }) => {
    if (requestConfig.elt.matches("form, [type=submit]")) busy(elt.closest("form"), false);
  });
  // A session that ended: the form goes to sign-in itself, which carries its texts along.
  on("htmx:beforeOnLoad", (event) => {
    const { xhr, requestConfig: { elt, verb, path } } = event.detail;
    const form = elt.closest("form");
    if (xhr.status !== 401 || !form) return;
    event.preventDefault();
    all(form, "[type=file]", (e) => { e.value = ""; });
    if (verb === "post") form.action = path;
    form.submit();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && document.body.hasAttribute("data-pribadi")) location.reload();
    else for (const form of document.forms) busy(form, false);
  });

  // When a swap removes the focused element, what took its place gets the focus.
  let held = "";
  on("htmx:beforeSwap", ({ detail: { target } }) => {
    held = target.contains(document.activeElement) ? document.activeElement.id || "-" : "";
  });
  on("htmx:afterSettle", ({ target }) => {
    prepare(target);
    if (!held || document.activeElement !== document.body) return;
    const next = $(held) || target.querySelector("[data-fokus], [aria-invalid]") || target;
    if (next.tabIndex < 0) next.tabIndex = -1;
    next.focus();
    held = "";
  });

  // Uploads: drop, list of chosen files, progress.
  const zone = ({ target }) => target.closest?.(".slot")?.querySelector(".slot-jatuh");
  const dim = () => all(document, ".menyala", (e) => e.classList.remove("menyala"));
  on("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault(); // a file dropped astray must not replace the page
    dim();
    zone(event)?.classList.add("menyala");
  });
  on("dragleave", (event) => event.relatedTarget || dim());
  on("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    dim();
    const input = zone(event)?.querySelector("input");
    if (!input) return;
    input.files = event.dataTransfer.files;
    list(input);
  });
  const list = (input) => {
    const rows = [];
    all(input.form, `[data-berkas="${input.dataset.berkas}"]`, (e) => rows.push(...[...e.files].map((file) => {
      const row = document.createElement("li");
      row.textContent = `${file.name} (${(file.size / 1e6).toLocaleString("id", { maximumFractionDigits: 1 })} MB), belum terkirim`;
      return row;
    })));
    $(input.dataset.berkas).replaceChildren(...rows);
    if (rows.length && "langsung" in input.dataset) input.form.querySelector("[data-unggah]").click();
  };
  on("htmx:xhr:progress", ({ target, detail }) => {
    const bar = formOf(target)?.querySelector("progress");
    if (bar && detail.lengthComputable) bar.value = (detail.loaded / detail.total) * 100;
  });

  // Fields.
  const count = (note) => {
    const field = $(note.dataset.hitung);
    const left = field.maxLength - field.value.length;
    note.textContent = `${left.toLocaleString("id")} huruf tersisa`;
    note.hidden = left > 200;
  };
  const nihil = (box) => {
    $(box.dataset.nihil).hidden = !box.checked;
    all(box.form, "[data-angka]", (e) => { e.disabled = box.checked; });
  };
  // What is left of the last day: counted on from what the server said, whatever this PC's clock
  // shows; words are exchanged only when they change, and nothing is announced.
  const tick = (e) => {
    e.until ??= Date.now() + e.dataset.sisa * 1000;
    const minutes = Math.floor((e.until - Date.now()) / 60000);
    const parts = [[Math.floor(minutes / 60), "jam"], [minutes % 60, "menit"]].filter(([n]) => n);
    const words = parts.length ? `${parts.map((p) => p.join(" ")).join(" ")} lagi` : "kurang dari 1 menit lagi";
    const text = minutes < 0 ? "sudah lewat" : words;
    if (e.textContent !== text) e.textContent = text;
  };
  setInterval(() => all(document, "[data-sisa]", tick), 5000);
  const prepare = (root) => {
    all(root, "[data-sisa]", tick);
    all(root, "[data-hitung]", count);
    all(root, "[data-nihil]", nihil);
    all(root, "[data-pintas-aktif]", (e) => { e.checked = localStorage.getItem("pintas") !== "false"; });
    all(root, "[data-tampil], [data-cetak], .seret", (e) => { e.hidden = false; });
    all(root, "[data-unggah]", (e) => { e.hidden = true; }); // choosing a file sends it
  };
  on("input", ({ target }) => all(document, `[data-hitung="${target.id}"]`, count));
  on("change", ({ target }) => {
    const { dataset, form, checked } = target;
    if (dataset.nihil) nihil(target);
    if (dataset.berkas) list(target);
    if (dataset.pilihSemua) all(form, `[name="${dataset.pilihSemua}"]`, (e) => { e.checked = checked; });
    if ("pintasAktif" in dataset) localStorage.setItem("pintas", checked);
  });
  on("click", ({ target }) => {
    if (target.closest("[data-cetak]")) return window.print();
    const button = target.closest("[data-tampil]");
    if (!button) return;
    const field = $(button.dataset.tampil);
    field.type = field.type === "text" ? "password" : "text";
    button.setAttribute("aria-pressed", field.type === "text");
  });

  // One key to the next item, with its off switch (WCAG 2.1.4).
  on("keydown", ({ key, ctrlKey, altKey, metaKey, target }) => {
    if (!document.querySelector("[data-pintas-aktif]")?.checked || ctrlKey || altKey || metaKey || target.matches("textarea, select, input")) return;
    if (key === "n") document.querySelector("[data-pintas=n]")?.click();
  });

  prepare(document);
})();
