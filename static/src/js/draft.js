// Saves a form while it is filled in, and loses nothing when the session ends.
//
// <form data-draft-key="update-7" data-draft-url="/…/draft/"> posts its fields to data-draft-url a
// moment after the typing stops. Until that has worked the text is also kept on this device, and
// is offered again when the form is next opened. data-draft-over says what to do once the session
// has ended, where that is not to sign in again. A page with data-draft-clear="update-7" says that
// the form was sent.
import { forget, forgetAll, forgetOld, keep, kept } from "./draft-store.js";

const PAUSE = 1500; // milliseconds after the last key
const RETRY = [5000, 15000, 60000]; // milliseconds; the last one repeats
const SKIPPED = new Set(["hidden", "password", "file", "submit", "button"]);

const WORDS = {
  failed: "Not saved. Keep this page open; we will try again.",
  signedOut:
    "Not saved, because you are signed out. What you typed is kept on this device: " +
    "sign in again and put it back.",
};

const typedFields = (form) =>
  [...form.elements].filter((field) => field.name && !SKIPPED.has(field.type));

function valuesOf(form) {
  const values = {};
  for (const field of typedFields(form)) {
    values[field.name] ??= [];
    const isChoice = field.type === "checkbox" || field.type === "radio";
    if (!isChoice) values[field.name].push(field.value);
    else if (field.checked) values[field.name].push(field.value);
  }
  return values;
}

function putBack(form, values) {
  const left = structuredClone(values);
  for (const field of typedFields(form)) {
    if (!(field.name in left)) continue;
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = left[field.name].includes(field.value);
    } else if (left[field.name].length) {
      field.value = left[field.name].shift();
    }
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function csrfToken(form) {
  // The cookie is right even after signing in again in another tab; the page's own token is not.
  const cookie = document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/);
  return cookie ? cookie[1] : (form.elements.csrfmiddlewaretoken?.value ?? "");
}

// A browser refuses more than 64 KB in a request that may outlive its page.
const SMALL = 50_000;

async function send(form, { isLeaving = false } = {}) {
  const body = new FormData(form);
  body.delete("csrfmiddlewaretoken");
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  const response = await fetch(form.dataset.draftUrl, {
    method: "POST",
    body,
    headers: { "X-CSRFToken": csrfToken(form), "X-Boardplan-Draft": "1" },
    redirect: "manual",
    keepalive: isLeaving && new URLSearchParams(body).toString().length < SMALL,
  });
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return { outcome: "saved", ...answer };
  if (response.status === 409) return { outcome: "conflict", ...answer };
  const isSignedOut = response.type === "opaqueredirect" || [401, 403].includes(response.status);
  return { outcome: isSignedOut ? "signedOut" : "failed" };
}

// The server answers with the revision that it stored, so that the next save builds on it.
function takeOver(form, fields = {}) {
  for (const [name, value] of Object.entries(fields)) form.elements[name].value = value;
}

class Draft {
  constructor(form) {
    this.form = form;
    this.key = form.dataset.draftKey;
    this.status = form.querySelector("[data-draft-status]");
    this.attempts = 0;
    this.changes = 0; // how often the person typed, to tell what a save has covered
    this.saved = 0;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("submit", (event) => this.submitted(event));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && this.changes > this.saved) {
        this.save({ isLeaving: true });
      }
    });
  }

  changed() {
    this.changes += 1;
    keep(this.key, valuesOf(this.form));
    if (!this.form.dataset.draftUrl) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  // The session may be over without our knowing: the text stays until a page says it was sent.
  submitted(event) {
    clearTimeout(this.timer);
    this.isSubmitted = true;
    keep(this.key, valuesOf(this.form));
    if (!this.saving) return;
    // A save is on its way: the form waits for the revision that it brings.
    event.preventDefault();
    this.saving.finally(() => this.form.requestSubmit(event.submitter));
  }

  save(how) {
    clearTimeout(this.timer);
    if (this.isSubmitted || !this.form.dataset.draftUrl) return;
    const save = (this.saving ?? Promise.resolve()).then(() => this.saveNow(how));
    this.saving = save;
    save.finally(() => {
      if (this.saving === save) this.saving = null;
    });
  }

  async saveNow(how) {
    const covered = this.changes;
    const answer = await send(this.form, how).catch(() => ({ outcome: "failed" }));
    if (answer.outcome === "saved") this.succeeded(covered, answer);
    else if (answer.outcome === "conflict") this.say(`Not saved. ${answer.message}`, true);
    else this.failed(answer.outcome);
  }

  succeeded(covered, { fields, unsaved = [] }) {
    takeOver(this.form, fields);
    this.attempts = 0;
    this.saved = covered;
    if (unsaved.length) {
      // What cannot be read was not stored: this device keeps it until it is mended.
      this.say(`Not saved yet, because it cannot be read: ${unsaved.join(", ")}.`, true);
      return;
    }
    if (covered === this.changes && !this.isSubmitted) forget(this.key);
    const time = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    this.say(`Draft saved ${time}`, false);
  }

  failed(outcome) {
    const isOver = outcome === "signedOut";
    this.say((isOver && this.form.dataset.draftOver) || WORDS[outcome], true);
    const wait = RETRY[Math.min(this.attempts, RETRY.length - 1)];
    this.attempts += 1;
    this.timer = setTimeout(() => this.save(), wait);
  }

  say(words, isProblem) {
    if (!this.status) return;
    this.status.classList.toggle("bp-submit__status--problem", isProblem);
    if (this.status.textContent !== words) this.status.textContent = words;
  }
}

function offer(form, values) {
  const template = document.querySelector("template[data-draft-restore]");
  if (!template) return;
  const notice = template.content.firstElementChild.cloneNode(true);
  notice.querySelector("[data-draft-put-back]").addEventListener("click", () => {
    notice.remove();
    putBack(form, values);
    typedFields(form)[0]?.focus();
  });
  notice.querySelector("[data-draft-discard]").addEventListener("click", () => {
    forget(form.dataset.draftKey);
    notice.remove();
    typedFields(form)[0]?.focus();
  });
  form.before(notice);
}

function startForm(form) {
  const values = kept(form.dataset.draftKey);
  const isSame = values && JSON.stringify(values) === JSON.stringify(valuesOf(form));
  new Draft(form);
  // A page with an error summary is drawn with the very words that were sent.
  const isSentBack = document.querySelector(".govuk-error-summary") !== null;
  if (values && !isSame && !isSentBack) offer(form, values);
}

export function startDrafts(scope) {
  forgetOld();
  scope.querySelectorAll("[data-draft-clear]").forEach((mark) => forget(mark.dataset.draftClear));
  scope.querySelectorAll("form[data-draft-key]").forEach(startForm);
}

export const forgetDrafts = forgetAll;
