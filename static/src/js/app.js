// Starts what a page needs: GOV.UK's components, drafts, rating questions, and a few small aids.
import { initAll } from "./govuk-frontend.min.js";
import { forgetDrafts, startDrafts } from "./draft.js";
import { startRatingQuestions } from "./rating-questions.js";
import { startSendMarks } from "./send-mark.js";

const SIGN_IN = "/accounts/login/";

function start(scope) {
  initAll({ scope });
  startDrafts(scope);
  startRatingQuestions(scope);
  startSendMarks(scope);
}

function tell(words) {
  document.querySelector("[data-htmx-problem]")?.remove();
  const notice = document.createElement("div");
  notice.className = "bp-notice bp-notice--danger";
  notice.setAttribute("role", "alert");
  notice.dataset.htmxProblem = "";
  notice.textContent = words;
  document.getElementById("main-content").prepend(notice);
  notice.scrollIntoView({ block: "nearest" });
}

// A part of a page asked for after the session has ended must not show the sign-in page inside it.
function leaveWhenSignedOut(event) {
  const address = event.detail.xhr.responseURL;
  if (address && new URL(address).pathname === SIGN_IN) {
    event.detail.shouldSwap = false;
    window.location.reload();
  }
}

function closeAccountMenu(event) {
  const menu = document.querySelector(".bp-account[open]");
  if (!menu) return;
  if (event.type === "keydown" && event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (event.type === "click" && !menu.contains(event.target)) {
    menu.open = false;
  }
}

document.body.classList.add("js-enabled", "govuk-frontend-supported");
start(document.body);

document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) start(event.target);
});
document.addEventListener("htmx:beforeSwap", leaveWhenSignedOut);
document.addEventListener("htmx:responseError", () => {
  tell("That did not work. Reload the page and try again.");
});
document.addEventListener("htmx:sendError", () => {
  tell("There is no connection. What you see has not changed; try again.");
});
document.addEventListener("click", closeAccountMenu);
document.addEventListener("keydown", closeAccountMenu);
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-sign-out]")) forgetDrafts();
});
