"use strict";

/* Says what a typed date means, and sends a form once; without it every form still works. */

const PAUSE_MS = 150;

async function say(form, input, output) {
  const typed = input.value;
  const question = new URLSearchParams({ field: input.name, text: typed });
  const answer = await fetch(`${form.dataset.dayWords}?${question}`);
  if (input.value === typed) {
    output.textContent = answer.ok && !answer.redirected ? await answer.text() : "";
  }
}

function bindDate(form, output) {
  const input = form.elements[output.htmlFor.value];
  let waiting;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => say(form, input, output), PAUSE_MS);
  });
}

function sendOnce(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
    }
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => delete form.dataset.sent);
}

for (const form of document.querySelectorAll("form.record")) {
  sendOnce(form);
  if (form.dataset.dayWords) {
    form.querySelectorAll(".day-words").forEach((output) => bindDate(form, output));
  }
}
