// Shows only the questions that belong to the rating chosen. Without JavaScript all of them show.
//
// <form data-rating-name="rating"> (that is also the default) with parts
// <div data-for-rating="red amber">: the values of the radio buttons for which the part is shown.

function update(form) {
  const chosen = new FormData(form).get(form.dataset.ratingName || "rating");
  for (const part of form.querySelectorAll("[data-for-rating]")) {
    const ratings = part.dataset.forRating.split(/\s+/);
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
