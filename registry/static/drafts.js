"use strict";

/* Keeps what is typed on the server; without it the form offers a button that does the same. */

const KEEP_AFTER_MS = 1000;
const GIVE_UP_AFTER_MS = 10000;
const NO_ANSWER = "The registry does not answer. What you typed is still here; it is kept as soon as there is an answer.";
const NOT_SIGNED_IN = "Your session has ended. Go on; when you save you are asked to sign in, and all of this is kept.";

class Draft {
  constructor(form) {
    this.form = form;
    this.state = form.querySelector(".draft-state");
    this.kept = this.typed();
    this.last = Promise.resolve(true);
  }

  typed() {
    return new URLSearchParams(new FormData(this.form)).toString();
  }

  unkept() {
    return !this.leaving && this.typed() !== this.kept;
  }

  post(typed, options) {
    const headers = { Accept: "text/plain", "Content-Type": "application/x-www-form-urlencoded" };
    return fetch(this.form.dataset.draft, { method: "POST", headers, body: typed, ...options });
  }

  soon(delay = KEEP_AFTER_MS) {
    if (!this.waiting) {
      this.waiting = setTimeout(() => this.keep(), delay);
    }
  }

  /* One after the other, so that an older draft never replaces a newer one. */
  keep() {
    clearTimeout(this.waiting);
    this.waiting = null;
    this.last = this.last.then(() => this.keepNow());
    return this.last;
  }

  /* Returns whether the registry answered. */
  async keepNow() {
    const typed = this.typed();
    if (!this.unkept()) {
      return true;
    }
    try {
      const answer = await this.post(typed, { signal: AbortSignal.timeout(GIVE_UP_AFTER_MS) });
      this.kept = answer.ok ? typed : this.kept;
      this.state.textContent = answer.ok ? await answer.text() : NOT_SIGNED_IN;
      return true;
    } catch {
      this.state.textContent = NO_ANSWER;
      this.soon(GIVE_UP_AFTER_MS);
      return false;
    }
  }

  /* What is typed is kept before it is sent: a server that stops meanwhile loses nothing. */
  async send(submitter) {
    if (this.sending) {
      return;
    }
    this.sending = true;
    const answered = await this.keep();
    this.sending = false;
    if (answered) {
      this.leaving = true;
      this.form.requestSubmit(submitter);
    }
  }
}

function bindDraft(form) {
  const draft = new Draft(form);
  for (const typing of ["input", "change", "keyup"]) {
    form.addEventListener(typing, () => draft.unkept() && draft.soon());
  }
  form.addEventListener("focusout", () => draft.keep());
  form.addEventListener("submit", (event) => {
    if (draft.unkept()) {
      event.preventDefault();
      event.stopImmediatePropagation();
      draft.send(event.submitter);
    } else {
      draft.leaving = true;
    }
  });
  window.addEventListener("pageshow", () => {
    draft.leaving = false;
  });
  window.addEventListener("pagehide", () => draft.unkept() && draft.post(draft.typed(), { keepalive: true }));
  window.addEventListener("beforeunload", (event) => draft.unkept() && event.preventDefault());
}

document.querySelectorAll("form[data-draft]").forEach(bindDraft);
