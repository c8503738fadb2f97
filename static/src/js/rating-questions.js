// Shows only the questions that belong to the answer chosen. Without JavaScript all of them show.
//
// <div data-for-rating="red amber" data-rating-name="rating">: shown while the radio button that is
// chosen among those of that name has one of these values.

function update(form) {
  const answers = new FormData(form);
  for (const part of form.querySelectorAll("[data-for-rating]")) {
    const ratings = part.dataset.forRating.split(/\s+/);
    const chosen = answers.get(part.dataset.ratingName || "rating");
    // An error must be seen whatever is chosen.
    part.hidden = !ratings.includes(chosen) && !part.querySelector(".govuk-error-message");
  }
}

export function startRatingQuestions(scope) {
  for (const form of scope.querySelectorAll("form:has([data-for-rating])")) {
    form.addEventListener("change", () => update(form));
    // A browser that goes back fills the form in after this ran.
    window.addEventListener("pageshow", () => update(form));
    update(form);
  }
}
