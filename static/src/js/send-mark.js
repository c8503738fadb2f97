// On a page of many forms: whoever writes in one marks it to be submitted with the others.
//
// <details data-send-scope> … <input type="checkbox" name="a7-is_sent"> … </details>

export function startSendMarks(scope) {
  for (const part of scope.querySelectorAll("[data-send-scope]")) {
    const mark = part.querySelector('input[type="checkbox"][name$="is_sent"]');
    part.addEventListener("input", (event) => {
      if (event.target !== mark) mark.checked = true;
    });
  }
}
